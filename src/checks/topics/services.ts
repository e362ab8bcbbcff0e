import { internalLoadBalancer, internalLoadBalancerClasses, internalLoadBalancerKeys } from '../../network/index.ts';
import { objectCheck } from '../check.ts';
import { remove } from '../fix.ts';

const kinds = ['/Service'];
const isType = (type: string) => `object.?spec.?type.orValue('ClusterIP') == '${type}'`;

/**
 * A NodePort is open on every address of every node, past the ingress and its authentication.
 * Fields: spec.type. Not allowed: NodePort.
 */
export const svcNodeport = objectCheck({
  id: 'svc-nodeport',
  severity: 'medium',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport',
  standards: { nsa: ['net'], attack: ['T1133'], owasp: ['K06'] },
  kinds,
  expression: `!(${isType('NodePort')})`,
  field: 'spec.type',
  // What the API server forbids on a ClusterIP goes with the type.
  fix: {
    edits: [
      { op: 'set', path: 'spec.type', value: 'ClusterIP' },
      { op: 'remove', path: 'spec.ports[*].nodePort' },
      { op: 'remove', path: 'spec.externalTrafficPolicy' },
    ],
    risky: true,
  },
});

/**
 * A load balancer is on the internet unless it is said otherwise.
 * Fields: spec.type, loadBalancerSourceRanges, loadBalancerClass, the clouds' annotations. Allowed: ranges other than the world's, an
 * annotation or class that makes it internal.
 */
export const svcLoadbalancer = objectCheck({
  id: 'svc-loadbalancer',
  severity: 'medium',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#internal-load-balancer',
  standards: { nsa: ['net'], attack: ['T1133'], owasp: ['K06'] },
  kinds,
  expression: [
    `!(${isType('LoadBalancer')})`,
    "(size(object.?spec.?loadBalancerSourceRanges.orValue([])) > 0 && !object.spec.loadBalancerSourceRanges.exists(range, range.endsWith('/0')))",
    `object.?spec.?loadBalancerClass.orValue('') in ${JSON.stringify(internalLoadBalancerClasses)}`,
    "!(object.metadata.?annotations[?'service.beta.kubernetes.io/load-balancer-source-ranges'].orValue('0.0.0.0/0').contains('/0'))",
    `object.metadata.?annotations.orValue({}).exists(key, key in ${JSON.stringify(internalLoadBalancerKeys)} || (key + '=' + object.metadata.annotations[key].lowerAscii()) in ${JSON.stringify(internalLoadBalancer)})`,
  ].join(' || '),
  field: 'spec.type',
});

/**
 * Whoever may set externalIPs takes over traffic to that address inside the cluster, whoever it belongs to (CVE-2020-8554, which has
 * no patch). Fields: spec.externalIPs. Allowed: absent, empty.
 */
export const svcExternalIps = objectCheck({
  id: 'svc-external-ips',
  severity: 'high',
  source: 'https://github.com/kubernetes/kubernetes/issues/97076',
  standards: { cis: ['1.2.3'], nsa: ['net'], attack: ['T1557'], owasp: ['K05'] },
  kinds,
  expression: 'size(object.?spec.?externalIPs.orValue([])) == 0',
  field: 'spec.externalIPs',
  fix: { ...remove('spec.externalIPs'), risky: true },
});

/**
 * An ExternalName sends whoever asks for the Service somewhere else; with localhost or the metadata service of a cloud, ingress
 * controllers and other clients are made to reach what nobody outside should (CVE-2021-32783 and its like).
 * Fields: spec.externalName. Not allowed: names of the own host, of metadata services, addresses of either.
 */
export const svcExternalnameLocal = objectCheck({
  id: 'svc-externalname-local',
  severity: 'medium',
  source: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
  standards: { nsa: ['net'], attack: ['T1557'], owasp: ['K05'] },
  kinds,
  expression: [
    `!(${isType('ExternalName')})`,
    `!object.?spec.?externalName.orValue('').lowerAscii().matches(r'^(([^.]+[.])*localhost([.]localdomain)?|127[.][0-9.]+|0[.]0[.]0[.]0|169[.]254[.][0-9.]+|metadata|metadata[.]google[.]internal|metadata[.]azure[.](com|internal)|instance-data([.]ec2[.]internal)?|100[.]100[.]100[.]200|([^.]+[.])*(127[.]0[.]0[.]1|169[.]254[.]169[.]254)[.](nip|sslip|xip)[.]io)[.]?$')`,
  ].join(' || '),
  field: 'spec.externalName',
});

export const services = [svcNodeport, svcLoadbalancer, svcExternalIps, svcExternalnameLocal];
