import type { FastifyReply, FastifyRequest } from 'fastify';

/** Of what the API answers: nothing of it is a page, even where a browser is made to take it for one. */
const nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * What the console's page may load and run: files of this server, nothing that stands in a page. Mantine's components set single
 * style properties through the DOM, which no policy forbids; what of Mantine writes <style> elements the console goes without.
 */
const consolePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Features of browsers that no page of ours uses. */
const switchedOff = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'encrypted-media',
  'fullscreen',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];

/** A year, in seconds. */
const strictTransport = 'max-age=31536000';

/**
 * Sets what every answer carries, those to wrong requests, too, and those that are written past fastify.
 * @param https whether browsers reach us by it
 */
export function setSecurityHeaders(request: FastifyRequest, { raw }: FastifyReply, https: boolean): void {
  raw.setHeader('content-security-policy', request.url.startsWith('/api/') ? nothing : consolePolicy);
  for (const [name, value] of always) raw.setHeader(name, value);
  if (https) raw.setHeader('strict-transport-security', strictTransport);
}

const always = [
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'DENY'],
  ['referrer-policy', 'no-referrer'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['origin-agent-cluster', '?1'],
  ['permissions-policy', switchedOff.map((feature) => `${feature}=()`).join(', ')],
] as const;
