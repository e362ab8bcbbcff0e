import type { FastifyRequest } from 'fastify';
import type { Scope } from '../store/index.ts';
import { principalOf } from './route.ts';
import type { ClusterWatch } from './watch/index.ts';

/** What of the database the user of a request may see. Every list is asked with it. */
export function scopeOf(request: FastifyRequest, watch: ClusterWatch): Scope {
  return { cluster: watch.state.facts.id, visible: principalOf(request).namespaces };
}

/** What of it they may decide about. */
export function acceptScopeOf(request: FastifyRequest, watch: ClusterWatch): Scope {
  return { cluster: watch.state.facts.id, visible: principalOf(request).accepts };
}

/** Tells open consoles of a decision about findings: the database does not say in which of the namespaces they are. */
export function announceDecision(watch: ClusterWatch, { visible }: Scope, at: string, changed: number): void {
  if (changed === 0) return;
  const namespaces = visible ?? ['', ...watch.namespaces()];
  watch.announce(at, { opened: 0, resolved: 0, reopened: 0, changed, namespaces });
}
