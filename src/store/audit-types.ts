import type { Page, Paging } from './scope.ts';

export interface AuditEntry {
  readonly at: string;
  readonly actor: string;
  /** `findings.accept`, `session.sign-in` and the like. */
  readonly action: string;
  readonly target: string | undefined;
  readonly detail: string | undefined;
  readonly address: string | undefined;
}

export interface AuditRecord extends AuditEntry {
  readonly id: number;
}

export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  page(
    filter: { readonly actor?: string | undefined; readonly action?: string | undefined },
    page: Paging,
  ): Promise<Page<AuditRecord>>;
}
