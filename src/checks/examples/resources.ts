import type { Examples } from './example.ts';

/** A Deployment whose only container has these fields. */
function withContainer(fields: string, pod = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      ${pod}
      containers:
        - name: app
          image: registry.example.com/shop/web:1.4.2
          ${fields}
`;
}

const oneShotInit = 'initContainers: [{ name: migrate, image: registry.example.com/shop/migrate:1.4.2 }]';
const sidecar =
  'initContainers: [{ name: proxy, image: registry.example.com/shop/proxy:1.4.2, restartPolicy: Always }]';

/** The same cases for a request of a resource. */
function requests(resource: string, amount: string): Examples[string] {
  return {
    pass: [
      {
        title: `${resource} request on the container`,
        yaml: withContainer(`resources: { requests: { ${resource}: ${amount} } }`),
      },
      {
        title: 'a limit counts as the request',
        yaml: withContainer(`resources: { limits: { ${resource}: ${amount} } }`),
      },
      { title: 'the pod has one', yaml: withContainer('', `resources: { requests: { ${resource}: ${amount} } }`) },
      {
        title: 'an init container that ends needs none',
        yaml: withContainer(`resources: { requests: { ${resource}: ${amount} } }`, oneShotInit),
      },
    ],
    fail: [
      { title: 'no resources at all', yaml: withContainer('') },
      {
        title: 'a sidecar without one',
        yaml: withContainer(`resources: { requests: { ${resource}: ${amount} } }`, sidecar),
      },
      {
        title: 'a limit alone, where a request of its own is asked for',
        yaml: withContainer(`resources: { limits: { ${resource}: ${amount} } }`),
        parameters: { explicit: true },
      },
    ],
  };
}

/** The same cases for a limit of a resource. */
function limits(resource: string, amount: string): Examples[string] {
  return {
    pass: [
      {
        title: `${resource} limit on the container`,
        yaml: withContainer(`resources: { limits: { ${resource}: ${amount} } }`),
      },
      { title: 'the pod has one', yaml: withContainer('', `resources: { limits: { ${resource}: ${amount} } }`) },
    ],
    fail: [
      {
        title: 'only a request',
        yaml: withContainer(`resources: { requests: { ${resource}: ${amount} } }`),
      },
      {
        title: 'an init container without one',
        yaml: withContainer(`resources: { limits: { ${resource}: ${amount} } }`, oneShotInit),
      },
    ],
  };
}

export const resources: Examples = {
  'res-cpu-request': requests('cpu', '250m'),
  'res-cpu-limit': limits('cpu', '2'),
  'res-memory-request': requests('memory', '256Mi'),
  'res-memory-limit': limits('memory', '1Gi'),
  'res-ephemeral-storage': {
    pass: [
      {
        title: 'request, limit and sizeLimit',
        yaml: withContainer(
          'resources: { requests: { ephemeral-storage: 1Gi }, limits: { ephemeral-storage: 2Gi } }',
          'volumes: [{ name: cache, emptyDir: { sizeLimit: 500Mi } }, { name: settings, configMap: { name: web } }]',
        ),
      },
    ],
    fail: [
      { title: 'nothing is bounded', yaml: withContainer('', 'volumes: [{ name: cache, emptyDir: {} }]'), count: 3 },
      {
        title: 'a request without a limit',
        yaml: withContainer('resources: { requests: { ephemeral-storage: 1Gi } }'),
      },
    ],
  },
  'res-ratio': {
    pass: [
      {
        title: 'the request is below the limit, in another unit',
        yaml: withContainer('resources: { requests: { cpu: 1500m, memory: 1000M }, limits: { cpu: 2, memory: 1Gi } }'),
      },
      {
        title: 'within the ratio',
        yaml: withContainer('resources: { requests: { memory: 512Mi }, limits: { memory: 1Gi } }'),
        parameters: { maxRatio: { memory: 2 } },
      },
      { title: 'nothing to compare', yaml: withContainer(''), parameters: { maxLimit: { cpu: '1' } } },
    ],
    fail: [
      {
        title: 'a request above its limit',
        yaml: withContainer('resources: { requests: { memory: 1Gi }, limits: { memory: 1000M } }'),
      },
      {
        title: 'a limit of four times the request',
        yaml: withContainer('resources: { requests: { cpu: 0.5 }, limits: { cpu: 2 } }'),
        parameters: { maxRatio: { cpu: 3 } },
      },
      {
        title: 'outside the range of the policy',
        yaml: withContainer('resources: { limits: { cpu: 50m, memory: 16Gi } }'),
        parameters: { minLimit: { cpu: '100m' }, maxLimit: { memory: '8Gi' } },
        count: 2,
      },
    ],
  },
};
