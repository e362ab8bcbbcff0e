import type { ComponentType } from 'react';
import type { Permission } from '../../../src/server/contract/index.ts';
import type { IconName } from '../parts/icons.tsx';
import type { Texts } from '../texts/catalogues.ts';

/** A page of the signed-in part. Each is a chunk of its own, loaded when it is gone to. */
export interface PageEntry {
  /** As react-router has it. */
  readonly path: string;
  readonly load: () => Promise<ComponentType>;
  /** Its place in the navigation; pages reached from others have none. */
  readonly navigation?: { readonly name: keyof Texts['shell']['navigation']; readonly icon: IconName };
  /** Without it the page isn't offered. */
  readonly needs?: Permission;
}

/** In the navigation's order. */
export const pages: readonly PageEntry[] = [
  {
    path: '/',
    load: async () => (await import('../pages/overview/overview-page.tsx')).OverviewPage,
    navigation: { name: 'overview', icon: 'overview' },
    needs: 'findings:read',
  },
  {
    path: '/findings',
    load: async () => (await import('../pages/findings/findings-page.tsx')).FindingsPage,
    navigation: { name: 'findings', icon: 'findings' },
    needs: 'findings:read',
  },
  {
    path: '/findings/:fingerprint',
    load: async () => (await import('../pages/finding/finding-page.tsx')).FindingPage,
    needs: 'findings:read',
  },
  {
    path: '/workloads',
    load: async () => (await import('../pages/workloads/workloads-page.tsx')).WorkloadsPage,
    navigation: { name: 'workloads', icon: 'workloads' },
    needs: 'workloads:read',
  },
  {
    path: '/workloads/:group/:kind/:namespace/:name',
    load: async () => (await import('../pages/workload/workload-page.tsx')).WorkloadPage,
    needs: 'workloads:read',
  },
  {
    path: '/network',
    load: async () => (await import('../pages/network/network-page.tsx')).NetworkPage,
    navigation: { name: 'network', icon: 'network' },
    needs: 'workloads:read',
  },
  {
    path: '/compliance',
    load: async () => (await import('../pages/compliance/compliance-page.tsx')).CompliancePage,
    navigation: { name: 'compliance', icon: 'compliance' },
    needs: 'findings:read',
  },
  {
    path: '/compliance/:framework',
    load: async () => (await import('../pages/compliance/framework-page.tsx')).FrameworkPage,
    needs: 'findings:read',
  },
  {
    path: '/checks/:id',
    load: async () => (await import('../pages/check/check-page.tsx')).CheckPage,
    needs: 'findings:read',
  },
  {
    path: '/policies',
    load: async () => (await import('../pages/policies/policies-page.tsx')).PoliciesPage,
    navigation: { name: 'policies', icon: 'policies' },
    needs: 'findings:read',
  },
  {
    path: '/policies/:name',
    load: async () => (await import('../pages/policies/policy-page.tsx')).PolicyPage,
    needs: 'findings:read',
  },
  {
    path: '/exceptions',
    load: async () => (await import('../pages/exceptions/exceptions-page.tsx')).ExceptionsPage,
    navigation: { name: 'exceptions', icon: 'exceptions' },
    needs: 'findings:read',
  },
  {
    path: '/cluster',
    load: async () => (await import('../pages/cluster/cluster-page.tsx')).ClusterPage,
    navigation: { name: 'cluster', icon: 'cluster' },
    needs: 'cluster:read',
  },
  {
    path: '/settings',
    load: async () => (await import('../pages/settings/settings-page.tsx')).SettingsPage,
    navigation: { name: 'settings', icon: 'settings' },
    needs: 'settings:read',
  },
];
