import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Of what the API answers: nothing of it is a page, even where a browser is made to take it for one. */
const nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/**
 * What the console's page may load and run: files of this server. Styles that Mantine writes into <style> carry the answer's
 * nonce; it sets single properties through the DOM, which the policy is not asked about. No script stands in a page.
 */
function consolePolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

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
  'web-share',
  'xr-spatial-tracking',
];

/** A year, in seconds. */
const strictTransport = 'max-age=31536000';

/**
 * Sets what every answer carries, those to wrong requests, too, and those that are written past fastify.
 * @param https whether browsers reach us by it
 */
export function setSecurityHeaders(request: FastifyRequest, { raw }: FastifyReply, https: boolean): void {
  request.cspNonce = randomBytes(16).toString('base64');
  const policy = request.url.startsWith('/api/') ? nothing : consolePolicy(request.cspNonce);
  raw.setHeader('content-security-policy', policy);
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
