/** A kind as an API server serves it. */
export interface ApiResource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** `deployments`, as in paths. */
  readonly plural: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

/** `apps/v1`, `v1` */
export function apiVersionOf({ group, version }: Pick<ApiResource, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`;
}

/** Where its objects are listed: everywhere, or in one namespace. */
export function collectionPath(
  resource: Pick<ApiResource, 'group' | 'version' | 'plural'>,
  namespace?: string,
): string {
  const { group, version, plural } = resource;
  const parts = group === '' ? ['api', version] : ['apis', group, version];
  if (namespace !== undefined) parts.push('namespaces', namespace);
  return `/${[...parts, plural].map(encodeURIComponent).join('/')}`;
}
