import type { KubernetesClient } from '../../kubernetes/client/index.ts';

/** What is asked of the API server here. */
export type Reviews = Pick<KubernetesClient, 'reviewToken' | 'reviewAccess'>;
