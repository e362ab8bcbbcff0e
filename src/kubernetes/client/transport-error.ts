import { KubernetesError, type LocalReason } from './error.ts';

/** The error of a request that got no answer, or one that broke off. */
export function errorOfTransport(error: unknown, path: string): KubernetesError {
  if (error instanceof KubernetesError) return error;
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const said = message === '' ? code : message;
  return new KubernetesError(said, { status: 0, reason: reasonOf(code, error), path, cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

const timeouts = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);

/** OpenSSL's codes of `X509_verify_cert_error_string`, as Node names them, and Node's own. */
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL|ERR_OSSL|HOSTNAME_MISMATCH|CRL/;

function reasonOf(code: string, error: unknown): LocalReason {
  if (timeouts.has(code)) return 'Timeout';
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'Timeout';
  if (certificate.test(code)) return 'Certificate';
  if (code === 'UND_ERR_INVALID_ARG') return 'Unexpected';
  return /^(?:E[A-Z0-9]+|UND_ERR_\w+|HPE_\w+)$/.test(code) ? 'Unreachable' : 'Unexpected';
}
