import { cisControlPlane } from './cis-control-plane.ts';
import { cisNodesAndPolicies } from './cis-nodes-and-policies.ts';
import type { Framework } from './standard.ts';

/** Sections by their numbers in v1.10; there is no 5.6. The titles are ours: the benchmark's own text is not free. */
export const cis: Framework = {
  id: 'cis',
  title: { en: 'CIS Kubernetes Benchmark', 'zh-CN': 'CIS Kubernetes 基准' },
  version: 'v1.10',
  source: 'https://www.cisecurity.org/benchmark/kubernetes',
  controls: [...cisControlPlane, ...cisNodesAndPolicies],
};
