export { CertificateError, type CertificateFault } from './error.ts';
export { type AuthorityOptions, createAuthority, issueCertificate, type KeyPair, type LeafOptions } from './issue.ts';
export { belongsTogether, type Certificate, isIssuedBy, readCertificate, splitBundle } from './read.ts';
