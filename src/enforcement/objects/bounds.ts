/** What the CustomResourceDefinitions and the readers of the same objects in files both hold to. */

/** Characters of texts, entries of lists and mappings. */
export const bounds = {
  name: 63,
  labelKey: 317,
  labelValue: 63,
  selector: 50,
  checks: 200,
  parameters: 20,
  namespaces: 200,
  exceptedCheck: 260,
  glob: 400,
  globs: 100,
  reason: 1024,
  owner: 253,
} as const;

/** In the common part of RE2 and JavaScript. */
export const patterns = {
  /** Ids of checks, names of namespaces. */
  name: '^[a-z0-9]([a-z0-9-]*[a-z0-9])?$',
  /** `app`, `example.com/team`. Source: k8s.io/apimachinery, pkg/util/validation, IsQualifiedName. */
  labelKey: '^([a-z0-9]([a-z0-9.-]*[a-z0-9])?/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$',
  /** Source: as above, IsValidLabelValue. */
  labelValue: '^([A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?)?$',
  version: '^v?[0-9]{1,3}[.][0-9]{1,4}$',
  duration: '^[1-9][0-9]{0,3}[dhm]$',
  /** A check, a policy, or another tool's rule: `kyverno/require-labels/team`. */
  exceptedCheck: '^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+){1,3})$',
  glob: '^[A-Za-z0-9*]+(/[A-Za-z0-9.:*_@-]+){1,2}$',
  containerGlob: '^[a-z0-9*-]+$',
  /** RFC 3339; whether there is such a day is not the pattern's to say. */
  instant:
    '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$',
} as const;
