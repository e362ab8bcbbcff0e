import type { Answers } from './testing/answers.ts';

export const objects: Answers = {
  object: 'pod',
  holds: `
    object.kind == 'Pod'
    object.apiVersion == 'v1'
    object['kind'] == 'Pod'
    object.metadata.name.startsWith('web-')
    object.metadata.namespace == 'default'
    has(object.metadata.labels)
    has(object.metadata.labels.app)
    'app' in object.metadata.labels
    'app.kubernetes.io/name' in object.metadata.labels
    object.metadata.labels['app.kubernetes.io/name'] == 'web'
    object.metadata.labels.all(k, object.metadata.labels[k].size() < 64)
    object.metadata.labels.exists(k, v, k == 'tier' && v == 'front')
    object.metadata.labels.size() == 3
    object.metadata.labels == {'app': 'web', 'app.kubernetes.io/name': 'web', 'tier': 'front'}
    object.metadata.labels.map(k, k).sort() == ['app', 'app.kubernetes.io/name', 'tier']
    object.metadata.annotations['note'].size() == 13
    int(object.metadata.annotations['example.com/count']) == 42
    object.metadata.annotations.empty == ''
    object.spec.containers.size() == 2
    object.spec.containers.all(c, has(c.image))
    object.spec.containers.exists(c, c.name == 'sidecar')
    object.spec.containers.exists_one(c, has(c.livenessProbe))
    object.spec.containers.map(c, c.name) == ['app', 'sidecar']
    object.spec.containers[0].ports.map(p, p.containerPort) == [8080, 9090]
    object.spec.containers[0].ports.map(p, p.containerPort).sum() == 17170
    object.spec.containers[0].ports.map(p, p.containerPort).max() == 9090
    object.spec.containers[0].ports.all(p, p.containerPort > 1024)
    object.spec.containers[0].ports.exists(p, has(p.name) && p.name == 'http')
    object.spec.containers[0].args.join(' ').contains('--verbose')
    object.spec.containers[0].args.indexOf('--verbose') == 1
    object.spec.containers[0].env.exists(e, e.name == 'MODE' && e.value == 'production')
    object.spec.containers[0].env.transformMapEntry(i, e, {e.name: e.?value.orValue('')}).MODE == 'production'
    object.spec.containers[0].livenessProbe.httpGet.port == 'http'
    object.spec.containers[0].livenessProbe.periodSeconds + 1 == 8
    object.spec.containers[0].securityContext.capabilities.drop == ['ALL']
    'ALL' in object.spec.containers[0].securityContext.capabilities.drop
    object.spec.containers[0].securityContext.capabilities.add.all(c, c in ['NET_BIND_SERVICE', 'CHOWN'])
    object.spec.securityContext.supplementalGroups.all(g, g >= 1000)
    object.spec.securityContext.supplementalGroups.isSorted()
    object.spec.securityContext.runAsUser == 1000
    object.spec.securityContext.runAsUser == 1000.0
    object.spec.securityContext.runAsUser / 3 == 333
    object.spec.securityContext.runAsUser > 999.5
    object.spec.securityContext.runAsUser in [0, 1000]
    object.spec.securityContext.runAsNonRoot
    object.spec.securityContext.runAsNonRoot == true
    object.spec.terminationGracePeriodSeconds % 2 == 1
    string(object.spec.terminationGracePeriodSeconds) == '45'
    type(object.spec.terminationGracePeriodSeconds) == int
    type(object.spec.containers) == list
    type(object.spec) == map
    type(object.metadata.name) == string
    type(object) == map
    duration(string(object.spec.terminationGracePeriodSeconds) + 's') < duration('1m')
    quantity(object.spec.containers[0].resources.limits.memory).isGreaterThan(quantity('512Mi'))
    quantity(object.spec.containers[0].resources.requests.cpu).compareTo(quantity('0.25')) == 0
    object.spec.volumes.all(v, !has(v.hostPath))
    object.spec.volumes.exists(v, has(v.emptyDir.sizeLimit))
    object.spec.volumes.filter(v, has(v.configMap)).all(v, v.configMap.optional)
    object.spec.nodeSelector['kubernetes.io/os'] == 'linux'
    (object.spec.containers + object.spec.initContainers).map(c, c.name).distinct().size() == 3
    (object.spec.containers + (has(object.spec.ephemeralContainers) ? object.spec.ephemeralContainers : [])).size() == 2
    [object.spec.containers, object.spec.initContainers].flatten().size() == 3
    [object.metadata.name, object.kind].join('/') == 'web-0/Pod'
    object.spec.hostNetwork == false || true
    !has(object.spec.hostPID) || !object.spec.hostPID
    object.spec.containers != 1
    object.spec == object.spec
    object.metadata.labels != {'app': 'web'}
    'containers' in object.spec
    object.spec.containers.indexOf(1) == -1
    object.spec.containers.indexOf(object.spec.containers[1]) == 1
    object.spec.containers[1] in object.spec.containers
    [object.spec.containers, object.spec.containers].distinct().size() == 1
    object.spec.containers + [] == object.spec.containers
    [] + object.spec.containers == object.spec.containers
    object.spec.containers.reverse()[0].name == 'sidecar'
    object.spec.containers.slice(0, 1)[0].name == 'app'
    object.spec.containers.sortBy(c, c.name)[0].name == 'app'
    object.spec.containers.map(c, c.name).isSorted()
    object.spec.containers.map(c, c.image).min() == 'busybox'
    object.spec.containers[0].resources.limits.cpu == '1'
    object.spec.containers[0].resources.requests == {'cpu': '250m', 'memory': '64Mi'}
    object.spec.containers[0].securityContext.capabilities == {'drop': ['ALL'], 'add': ['NET_BIND_SERVICE']}
    object.spec.nothing || true
    true || object.spec.nothing
    object.spec.containers.exists(c, c.securityContext.privileged == false)
    object.spec.containers.all(c, !c.?securityContext.?privileged.orValue(false))
    oldObject == null
  `,
  fails: `
    has(object.metadata.generateName)
    has(object.metadata.labels.nothing)
    has(object.spec.nothing)
    has(object.metadata.name.first)
    'nothing' in object.metadata.labels
    object.spec.containers.all(c, has(c.securityContext))
    object.spec.containers.all(c, c.image.contains(':'))
    object.spec.containers == null
    object.spec.containers == [1, 2]
    dyn(1) == object.spec.containers
    object.spec == null
    object.spec == {}
    object.metadata.labels == null
    object.metadata.labels == {'app': 'web'}
    object.spec.containers[?-1].hasValue()
    1 in object.spec.containers
    object.spec.containers + object.spec.containers == object.spec.containers
    has(object.status)
    has(object.metadata.creationTimestamp)
    object.spec.containers[0].resources.limits == object.spec.containers[0].resources.requests
    object.spec.nothing && false
  `,
  messages: [
    ['has(object.spec.nothing.deeper)', 'error: no such key: nothing'],
    ['has(object.spec.containers.first)', "error: unsupported index type 'string' in list"],
    ["object.metadata.labels['nothing'] == 'x'", 'error: no such key: nothing'],
    ["object.metadata.labels.nothing == 'x'", 'error: no such key: nothing'],
    ['object.nothing == null', 'error: no such key: nothing'],
    [
      "object.spec.containers.filter(c, !has(c.resources.limits)).map(c, c.name) == ['sidecar']",
      'error: no such key: resources',
    ],
    ["object.spec.containers[5].name == 'x'", 'error: index out of bounds: 5'],
    ["object.spec.containers['app'].name == 'x'", "error: unsupported index type 'string' in list"],
    ["object.spec.containers.name == 'x'", "error: unsupported index type 'string' in list"],
    ['object.spec.securityContext.runAsUser + 0.5 == 1000.5', 'error: no such overload'],
    ["object.spec.securityContext.runAsUser + 'x' == 'x'", 'error: no such overload'],
    [
      'object.spec.containers + 1 == []',
      "refused 1:28: found no matching overload for '_==_' applied to '(int, list(dyn))'",
    ],
    ["[object.metadata.name, 'x'].size() == 2", "refused 1:24: expected type 'dyn' but found 'string'"],
    ["object.metadata.labels[1] == 'x'", 'error: no such key: 1'],
    ["object.spec[1] == 'x'", 'error: no such key: 1'],
    ["object.spec.containers[dyn('0')].name == 'app'", "error: unsupported index type 'string' in list"],
    ["object.spec.containers[-1].name == 'app'", 'error: index out of bounds: -1'],
    ["object.spec.containers[?'a'].hasValue()", "error: unsupported index type 'string' in list"],
    ['type(object.metadata.uid) == string', 'error: no such key: uid'],
    [
      "object.spec.containers[0].ports[0] == {'name': 'http', 'containerPort': 8080}",
      "refused 1:73: expected type 'string' but found 'int'",
    ],
    ['object.spec.nothing || false', 'error: no such key: nothing'],
    ['object.spec.nothing == 1 ? true : false', 'error: no such key: nothing'],
    ['object.spec.containers.all(c, c.securityContext.privileged == false)', 'error: no such key: securityContext'],
    ["request.operation == 'CREATE'", 'error: no such attribute(s): request'],
    ["request.kind.kind == 'Pod'", 'error: no such attribute(s): request'],
    ["request.kind.group == ''", 'error: no such attribute(s): request'],
    ["request.resource.resource == 'pods'", 'error: no such attribute(s): request'],
    ["request.name == 'web-0'", 'error: no such attribute(s): request'],
    ["request.namespace == 'default'", 'error: no such attribute(s): request'],
    ['request.nothing == 1', "refused 1:8: undefined field 'nothing'"],
    ['has(request.subResource)', 'error: no such attribute(s): request'],
    ['request.dryRun', 'error: no such attribute(s): request'],
    ["request.userInfo.username != ''", 'error: no such attribute(s): request'],
    ["request.userInfo.groups.exists(g, g == 'system:authenticated')", 'error: no such attribute(s): request'],
    ['request.userInfo.extra.all(k, true)', 'error: no such attribute(s): request'],
    ["namespaceObject.metadata.name == 'default'", 'error: no such attribute(s): namespaceObject'],
    ["namespaceObject.status.phase == 'Active'", 'error: no such attribute(s): namespaceObject'],
    [
      "namespaceObject.metadata.labels['kubernetes.io/metadata.name'] == 'default'",
      'error: no such attribute(s): namespaceObject',
    ],
    ['namespaceObject.nothing == 1', "refused 1:16: undefined field 'nothing'"],
    [
      "namespaceObject.metadata.creationTimestamp < timestamp('2100-01-01T00:00:00Z')",
      'error: no such attribute(s): namespaceObject',
    ],
    ['variables.nothing == 1', "refused 1:1: undeclared reference to 'variables' (in container '')"],
    ['params.nothing == 1', 'error: no such key: nothing'],
  ],
};
