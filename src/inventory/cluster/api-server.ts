import { isIP } from 'node:net';
import { listOf, recordOf } from '../../kubernetes/index.ts';

/** Where pods reach the API server. */
export interface ApiServerEndpoints {
  readonly addresses: readonly string[];
  readonly ports: readonly number[];
}

/** More API servers than this has nobody; what a hostile one says beyond is not kept. */
const most = 64;

/** Slices of the Service `kubernetes`, which API servers write themselves. Source: pkg/controlplane/reconcilers. */
export const apiServerSlices = {
  path: '/apis/discovery.k8s.io/v1/namespaces/default/endpointslices',
  query: { labelSelector: 'kubernetes.io/service-name=kubernetes', limit: most },
};

/** What those slices say; undefined where it is nothing. */
export function apiServerIn(list: unknown): ApiServerEndpoints | undefined {
  const slices = listOf(recordOf(list).items).map(recordOf);
  const addresses = slices
    .flatMap(({ endpoints }) => listOf(endpoints))
    .flatMap((one) => listOf(recordOf(one).addresses))
    .filter((one): one is string => typeof one === 'string' && isIP(one) !== 0);
  const ports = slices
    .flatMap((slice) => listOf(slice.ports))
    .map((one) => recordOf(one).port)
    .filter((one): one is number => typeof one === 'number' && Number.isInteger(one) && one > 0 && one < 65_536);
  if (addresses.length === 0) return undefined;
  return {
    addresses: [...new Set(addresses)].sort().slice(0, most),
    ports: [...new Set(ports)].sort((a, b) => a - b).slice(0, most),
  };
}
