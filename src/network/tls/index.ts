export { type CertificateFlaw, type Judged, judgeChain } from './judge.ts';
export { LookError, type LookOptions, lookAt, type Offered, type Place, type Seen, versions } from './look.ts';
export { certManagerObjects, type IssuerName, selfSigned } from './make.ts';
export { type JudgedSecret, judgeStored, type StoredChain, storedChain } from './stored.ts';
export { type WantedSecret, wantedSecrets } from './wanted.ts';
