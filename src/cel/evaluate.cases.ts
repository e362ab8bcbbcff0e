import type { Answers } from './testing/answers.ts';

export const workloads: Answers = {
  object: 'deployment',
  holds: `
    object.spec.replicas == 3
    object.spec.replicas + 1 == 4
    object.spec.replicas <= 5
    object.spec.replicas * 2 == 6
    object.spec.replicas % 2 == 1
    double(object.spec.replicas) / 2.0 == 1.5
    object.spec.strategy.rollingUpdate.maxUnavailable == 1
    object.spec.strategy.rollingUpdate.maxSurge == '25%'
    object.spec.strategy.rollingUpdate.maxSurge.endsWith('%')
    type(object.spec.strategy.rollingUpdate.maxSurge) == string
    object.spec.template.spec.containers.all(c, c.image.matches('@sha256:[0-9a-f]+$'))
    object.spec.template.spec.containers.all(c, c.image.split('@').size() == 2)
    object.spec.selector.matchLabels.all(k, v, object.spec.template.metadata.labels[?k].orValue('') == v)
    object.spec.template.metadata.labels == object.spec.selector.matchLabels
    object.spec.template.spec.containers[0].ports[0].containerPort == 80
    object.spec.minReadySeconds == 5u
    object.spec.minReadySeconds < 5.5
    lists.range(object.spec.replicas).all(i, i < 3)
    lists.range(object.spec.replicas).map(i, object.metadata.name + '-' + string(i)) == ['web-0', 'web-1', 'web-2']
    lists.range(1000).map(i, 'xxxxxxxxxx').join('').size() == 10000
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(a, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].all(b, a * b < 100))
  `,
  fails: `
    object.spec.strategy.rollingUpdate.maxSurge == 1
    has(object.spec.paused) && object.spec.paused
  `,
  messages: [
    ["object.spec.strategy.rollingUpdate.maxUnavailable.endsWith('%')", 'error: no such overload'],
    ["request.kind.group == 'apps'", 'error: no such attribute(s): request'],
    ["request.resource.resource == 'deployments'", 'error: no such attribute(s): request'],
    [
      'lists.range(2000).all(a, lists.range(2000).all(b, a + b >= 0))',
      'error: operation cancelled: actual cost limit exceeded',
    ],
    ['lists.range(100000000).size() > 0', 'error: lists.range: size 100000000 exceeds maximum allowed (1000000)'],
  ],
};
