import type { FastifyRequest } from 'fastify';
import type { AuditLog } from '../../store/index.ts';

/** What users do that is remembered. */
export type AuditAction =
  | 'session.sign-in'
  | 'session.sign-in-refused'
  | 'session.sign-out'
  | 'findings.accept'
  | 'findings.withdraw'
  | 'findings.export'
  | 'exceptions.create'
  | 'exceptions.delete'
  | 'exceptions.write'
  | 'exceptions.remove'
  | 'policies.create'
  | 'policies.step'
  | 'compliance.export'
  | 'settings.change'
  | 'tokens.create'
  | 'tokens.revoke';

/** Longest target or detail, in characters. */
const longest = 1_000;

/** Remembers what the user of a request did. Never given a secret: names, ids and counts only. */
export type Audit = (
  request: FastifyRequest,
  action: AuditAction,
  target?: string | undefined,
  detail?: string | undefined,
) => Promise<void>;

export function auditTo(log: AuditLog): Audit {
  return async (request, action, target, detail) => {
    await log.append({
      at: new Date().toISOString(),
      actor: cleaned(request.principal?.name) ?? 'nobody',
      action,
      target: cleaned(target),
      detail: cleaned(detail),
      address: cleaned(request.ip),
    });
  };
}

/** A text for one line: no control or bidirectional characters, which would let a name forge the trail, and bounded. */
function cleaned(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const line = text.slice(0, longest + 1).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '\u{fffd}');
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
