export { closingPolicy, type Hardening, type HardeningOptions, hardeningOf } from './harden.ts';
