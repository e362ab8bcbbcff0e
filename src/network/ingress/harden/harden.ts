import { listOf, recordOf } from '../../../kubernetes/index.ts';
import { ingressKinds } from '../../routes.ts';
import type { ServedRoute } from '../detect.ts';
import type { RouteNote } from '../notes.ts';
import { hostsOf } from '../shadowed.ts';
import { byAnnotation } from './by-annotation.ts';
import { byObject, gatewayRedirect } from './by-object.ts';
import { annotated, type BreakCode, type HardeningEdit, type Proposal } from './proposal.ts';

/** What would put right what notes on a route say, as far as that can be said without knowing the site. */
export function proposalsFor(served: ServedRoute, notes: readonly RouteNote[]): readonly Proposal[] {
  return notes.flatMap((note) => {
    const proposal = atItsPlace(note) ?? tlsFor(note) ?? byController(served, note);
    return proposal === undefined ? [] : [{ why: note.code, ...proposal }];
  });
}

type Made = Omit<Proposal, 'why'>;

function byController({ route, controller }: ServedRoute, { code }: RouteNote): Made | undefined {
  if (controller === undefined) return undefined;
  if (code === 'redirect-off' && route.gateways.length > 0 && route.object.group === 'gateway.networking.k8s.io')
    return gatewayRedirect(route);
  const made = byObject[controller.id]?.(route, code);
  if (made !== undefined) return made;
  const setting = byAnnotation[controller.id]?.[code];
  // Annotations of these are read on Ingresses.
  if (setting === undefined || !isIngress(route.object.groupKind)) return undefined;
  return { changes: [annotated(route.object, setting.annotations)], objects: [], breaks: [setting.breaks] };
}

function isIngress(groupKind: string): boolean {
  return (ingressKinds as readonly string[]).includes(groupKind);
}

/** Settings that are wrong where they stand: they go, or say the opposite. */
function atItsPlace({ code, object, path }: RouteNote): Made | undefined {
  const [field, key, last] = path;
  const made = (edit: HardeningEdit, breaks: BreakCode): Made => {
    return { changes: [{ object, edits: [edit] }], objects: [], breaks: [breaks] };
  };
  const isConfigMap = object.groupKind === '/ConfigMap' && field === 'data';
  const isAnnotation = field === 'metadata' && key === 'annotations' && typeof last === 'string';
  const isArgument = path.includes('args') || path.includes('command');
  switch (code) {
    case 'snippet':
      if (isConfigMap) return made({ op: 'set', path, value: 'false' }, 'snippet-gone');
      return isAnnotation ? made({ op: 'remove', path }, 'snippet-gone') : undefined;
    case 'forwarded-headers':
      if (isConfigMap) return made({ op: 'set', path, value: 'false' }, 'proxy-in-front');
      return isArgument ? made({ op: 'remove', path }, 'proxy-in-front') : undefined;
    case 'cross-namespace':
    case 'external-names':
      if (isConfigMap) return made({ op: 'set', path, value: 'false' }, 'other-namespaces');
      return isArgument ? made({ op: 'remove', path }, 'other-namespaces') : undefined;
    case 'admin-open':
      return isArgument ? made({ op: 'remove', path }, 'console-gone') : undefined;
    default:
      return undefined;
  }
}

/** TLS for hosts of an Ingress that have none; the certificate has to be made. */
function tlsFor({ code, object, values }: RouteNote): Made | undefined {
  if (!isIngress(object.groupKind)) return undefined;
  const spec = recordOf(object.object.spec);
  const named = (hosts: readonly string[]) => ({ hosts: [...hosts], secretName: `${object.name}-tls` });
  const made = (edit: HardeningEdit): Made => {
    return { changes: [{ object, edits: [edit] }], objects: [], breaks: ['certificate-needed', 'plain-clients'] };
  };
  if (code === 'tls-missing') {
    const hosts = hostsOf(object);
    return hosts.length === 0 ? undefined : made({ op: 'set', path: ['spec', 'tls'], value: [named(hosts)] });
  }
  if (code === 'host-not-in-tls' && values.host !== undefined) {
    const own = listOf(recordOf(listOf(spec.tls)[0]).hosts).flatMap((host) => (typeof host === 'string' ? [host] : []));
    return made({ op: 'set', path: ['spec', 'tls', 0, 'hosts'], value: [...own, values.host] });
  }
  return undefined;
}
