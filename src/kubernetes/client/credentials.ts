import type { RotatingText } from './rotating-text.ts';

/** Who we are, as it is presented to an API server. */
export interface Secrets {
  readonly token?: string;
  /** PEM, with `key`. */
  readonly certificate?: string;
  readonly key?: string;
}

export interface Credentials {
  /** What to present now. @throws ConnectionError where there is none to be had */
  current(): Promise<Secrets>;
  /** The server refused these (401): the next `current` looks for others. */
  renew(refused: Secrets): void;
}

/** Credentials that stand in a kubeconfig or in files that it names. */
export function storedCredentials(parts: {
  readonly token?: RotatingText;
  readonly certificate?: RotatingText;
  readonly key?: RotatingText;
}): Credentials {
  const { token, certificate, key } = parts;
  return {
    current: async () => ({
      ...(token === undefined ? {} : { token: (await token.read()).trim() }),
      ...(certificate === undefined ? {} : { certificate: await certificate.read() }),
      ...(key === undefined ? {} : { key: await key.read() }),
    }),
    renew: () => {
      for (const text of [token, certificate, key]) text?.renew();
    },
  };
}
