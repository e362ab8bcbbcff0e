import type { Identity } from '../../store/index.ts';

/** What is asked of the API server here; `KubernetesClient` answers it. */
export interface Reviews {
  /** TokenReview. @throws where it can't be asked */
  reviewToken(token: string): Promise<
    | {
        readonly authenticated: true;
        readonly user: {
          readonly username: string;
          readonly uid?: string | undefined;
          readonly groups: readonly string[];
          readonly extra: Readonly<Record<string, readonly string[]>>;
        };
      }
    | { readonly authenticated: false; readonly error: string }
  >;
  /** SubjectAccessReview. @throws where it can't be asked */
  reviewAccess(
    user: {
      readonly username: string;
      readonly uid?: string;
      readonly groups: readonly string[];
      readonly extra: Readonly<Record<string, readonly string[]>>;
    },
    access: { readonly group: string; readonly resource: string; readonly verb: string; readonly namespace?: string },
  ): Promise<{ readonly allowed: boolean; readonly reason: string }>;
}

export function subjectOf({ name, uid, groups, extra }: Identity): Parameters<Reviews['reviewAccess']>[0] {
  return { username: name, groups, extra, ...(uid !== undefined && { uid }) };
}
