import type { Language } from '../checks/index.ts';
import type { Judged, JudgedSecret } from '../network/tls/index.ts';
import { visible } from '../reports/index.ts';
import { ingressTlsTexts } from './ingress-tls-texts.ts';
import { shortened } from './network-names.ts';

type Flaws = JudgedSecret['flaws'];

/** A certificate for people: what it is, then what is wrong with it. */
export function judgedLines(judged: Judged | undefined, flaws: Flaws, language: Language): readonly string[] {
  const text = ingressTlsTexts[language];
  const wrong = flaws.map((flaw) => `! ${text.flaw[flaw]}`);
  if (judged === undefined) return wrong;
  const { certificate, signature, daysLeft } = judged;
  const names = [...certificate.dnsNames, ...certificate.addresses];
  return [
    visible(text.subject(certificate.subject, certificate.issuer)),
    text.lifetime(certificate.notAfter.toISOString().slice(0, 10), daysLeft),
    ...(names.length === 0 ? [] : [text.names(shortened(names.map(visible), language))]),
    visible(text.key(keyText(judged), signature)),
    ...(wrong.length > 0 ? wrong : [text.fine]),
  ];
}

/** `ec prime256v1`, `rsa 2048` */
function keyText({ certificate: { key } }: Judged): string {
  return `${key.type} ${key.curve ?? key.bits ?? ''}`.trim();
}

/** For programs; never anything of a key but its kind. */
export function judgedJson(judged: Judged | undefined, flaws: Flaws) {
  if (judged === undefined) return { certificate: null, flaws };
  const { certificate, signature, daysLeft } = judged;
  const { subject, issuer, serialNumber, notBefore, notAfter, dnsNames, addresses, key, fingerprint } = certificate;
  return {
    certificate: {
      ...{ subject, issuer, serialNumber, fingerprint, dnsNames, addresses, signature, daysLeft },
      notBefore: notBefore.toISOString(),
      notAfter: notAfter.toISOString(),
      key: { type: key.type, bits: key.bits ?? null, curve: key.curve ?? null },
    },
    flaws,
  };
}
