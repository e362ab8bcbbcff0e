/** An image's reference in parts: `registry/shop/web:1.2@sha256:…`. */
export interface Image {
  /** Without the digest. */
  readonly name: string;
  /** `sha256:…`; null where there is none. */
  readonly digest: string | null;
}

export function imageOf(reference: string): Image {
  const at = reference.indexOf('@');
  return at < 0 ? { name: reference, digest: null } : { name: reference.slice(0, at), digest: reference.slice(at + 1) };
}

/** Whether a running image is said by its digest alone: it comes from the repository that the container names. */
export function isOf(running: Image, wanted: Image): boolean {
  return running.digest !== null && repositoryOf(running.name) === repositoryOf(wanted.name);
}

/** Without the tag; short names are Docker Hub's. */
function repositoryOf(name: string): string {
  const path = name.replace(/:[^/:]*$/, '');
  const [first = ''] = path.split('/');
  if (/[.:]/.test(first) || first === 'localhost') return path;
  return `docker.io/${path.includes('/') ? path : `library/${path}`}`;
}
