import { CertificateError, splitBundle } from '../../certificates/index.ts';
import { recordOf, textOf } from '../../kubernetes/index.ts';
import { type CertificateFlaw, type Judged, judgeChain } from './judge.ts';
import type { WantedSecret } from './wanted.ts';

/** The certificates of a Secret; its key is not looked at. */
export interface StoredChain {
  readonly namespace: string;
  readonly name: string;
  readonly chain: readonly string[];
}

/** A Secret's certificates by `data` and `stringData` of its body: only `tls.crt` is taken. Undefined where it has none. */
export function storedChain(body: unknown): StoredChain | undefined {
  const { type, metadata, data, stringData } = recordOf(body);
  const plain = recordOf(stringData)['tls.crt'];
  const encoded = recordOf(data)['tls.crt'];
  if (type !== 'kubernetes.io/tls' && plain === undefined && encoded === undefined) return undefined;
  const pem = plain === undefined ? Buffer.from(textOf(encoded), 'base64').toString('latin1') : textOf(plain);
  const { namespace, name } = recordOf(metadata);
  try {
    return { namespace: textOf(namespace) || 'default', name: textOf(name), chain: splitBundle(pem) };
  } catch (error) {
    if (error instanceof CertificateError)
      return { namespace: textOf(namespace) || 'default', name: textOf(name), chain: [] };
    throw error;
  }
}

export interface JudgedSecret {
  readonly namespace: string;
  readonly name: string;
  /** Undefined where the Secret isn't there, or holds no certificate. */
  readonly judged: Judged | undefined;
  readonly flaws: readonly (CertificateFlaw | 'missing' | 'unreadable')[];
  /** Hosts that it is asked for and not for. */
  readonly notFor: readonly string[];
  readonly by: WantedSecret['by'];
}

/** Looks at every stored certificate, and at those that are wanted and aren't stored. */
export function judgeStored(
  stored: readonly StoredChain[],
  wanted: readonly WantedSecret[],
  now = new Date(),
): readonly JudgedSecret[] {
  const byName = new Map(wanted.map((one) => [`${one.namespace}/${one.name}`, one]));
  const known = new Set(stored.map(({ namespace, name }) => `${namespace}/${name}`));
  const missing = wanted
    .filter(({ namespace, name }) => !known.has(`${namespace}/${name}`))
    .map(({ namespace, name, by }): JudgedSecret => {
      return { namespace, name, judged: undefined, flaws: ['missing'], notFor: [], by };
    });
  return [...stored.map((one) => judgeOne(one, byName.get(`${one.namespace}/${one.name}`), now)), ...missing];
}

function judgeOne({ namespace, name, chain }: StoredChain, wanted: WantedSecret | undefined, now: Date): JudgedSecret {
  const by = wanted?.by ?? [];
  try {
    const judged = judgeChain(chain, undefined, now);
    const notFor = (wanted?.hosts ?? []).filter((host) => judgeChain(chain, host, now).flaws.includes('other-name'));
    return {
      namespace,
      name,
      judged,
      flaws: [...judged.flaws, ...(notFor.length > 0 ? (['other-name'] as const) : [])],
      notFor,
      by,
    };
  } catch (error) {
    if (!(error instanceof CertificateError)) throw error;
    return { namespace, name, judged: undefined, flaws: ['unreadable'], notFor: [], by };
  }
}
