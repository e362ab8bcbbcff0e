/** Why a certificate can't be made or read. */
export type CertificateFault =
  | 'unusable-name'
  | 'unusable-days'
  | 'unusable-key'
  | 'no-name'
  | 'not-an-authority'
  | 'authority-ended'
  | 'not-a-certificate'
  | 'too-large';

const words: Readonly<Record<CertificateFault, string>> = {
  'unusable-name': 'not a name or an address that a certificate can be for',
  'unusable-days': 'not a number of days that a certificate can live',
  'unusable-key': 'not a private key of the kind ECDSA P-256 in PEM',
  'no-name': 'a certificate must be for a name or an address',
  'not-an-authority': 'the certificate is not one of an authority',
  'authority-ended': 'the authority has ended',
  'not-a-certificate': 'not a certificate in PEM',
  'too-large': 'longer than certificates are',
};

export class CertificateError extends Error {
  override readonly name = 'CertificateError';
  readonly fault: CertificateFault;

  /** @param of the name that was meant; never a key */
  constructor(fault: CertificateFault, of: string, options?: ErrorOptions) {
    super(of === '' ? words[fault] : `${words[fault]}: ${of.slice(0, 300)}`, options);
    this.fault = fault;
  }
}
