import type { KubernetesObject } from '../../src/kubernetes/index.ts';
import { access } from './access.ts';
import { backOffice } from './back-office.ts';
import { business } from './business.ts';
import { customKinds, sidecarPolicy } from './custom-kinds.ts';
import { observability } from './observability.ts';
import { platform } from './platform.ts';
import { operations } from './terminal.ts';

const first = ['Namespace', 'PriorityClass', 'StorageClass', 'ServiceAccount', 'ConfigMap', 'Secret'];

/** All that Harbor Lines, a freight company that doesn't exist, declares in its cluster; namespaces and kinds come before what is in them. */
export const company: readonly KubernetesObject[] = [
  ...customKinds,
  ...sidecarPolicy,
  ...inOrder([...platform, ...observability, ...business, ...operations, ...backOffice, ...access]),
];

function inOrder(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const place = ({ kind }: KubernetesObject) => (first.includes(kind) ? first.indexOf(kind) : first.length);
  return objects.toSorted((a, b) => place(a) - place(b));
}

if (import.meta.main) console.log(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: company }));
