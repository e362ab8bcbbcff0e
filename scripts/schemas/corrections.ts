import { recordOf } from '../../src/kubernetes/object.ts';

/**
 * Where OpenAPI's `required` is not what the API server's validation asks of an object that is created. Found by dry-run creates on
 * 1.37.2; test/cluster/schema.test.ts repeats them. By the definition's name, without `io.k8s.api.`.
 */
const alsoRequired: Readonly<Record<string, readonly string[]>> = {
  // OpenAPI leaves the image to higher-level tools, of which Kubernetes has none.
  'core.v1.Container': ['image'],
  'core.v1.EphemeralContainer': ['image'],
  'core.v1.PersistentVolumeSpec': ['accessModes', 'capacity'],
  'core.v1.PersistentVolumeClaimSpec': ['accessModes'],
  'core.v1.ReplicationControllerSpec': ['template'],
  'networking.v1.IngressClassSpec': ['controller'],
  'networking.v1.ServiceCIDRSpec': ['cidrs'],
  'admissionregistration.v1.ValidatingAdmissionPolicySpec': ['matchConstraints'],
  'admissionregistration.v1.MutatingAdmissionPolicySpec': ['matchConstraints', 'mutations', 'reinvocationPolicy'],
  'admissionregistration.v1.MutatingAdmissionPolicyBindingSpec': ['policyName'],
  'admissionregistration.v1beta1.MutatingAdmissionPolicySpec': ['matchConstraints', 'mutations', 'reinvocationPolicy'],
  'admissionregistration.v1beta1.MutatingAdmissionPolicyBindingSpec': ['policyName'],
};

const notRequired: Readonly<Record<string, readonly string[]>> = {
  'core.v1.Event': ['involvedObject', 'metadata'],
  'core.v1.LimitRangeSpec': ['limits'],
  'core.v1.PreferredSchedulingTerm': ['preference'],
  'core.v1.SleepAction': ['seconds'],
  'core.v1.Sysctl': ['value'],
  'batch.v1.PodFailurePolicy': ['rules'],
  'discovery.v1.ForZone': ['name'],
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.CustomResourceDefinitionVersion': ['served'],
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldSelectorRequirement': ['operator'],
  'storage.v1.CSIDriver': ['spec'],
  'storage.v1.CSINode': ['spec'],
  'storage.v1.CSINodeSpec': ['drivers'],
  // Behind feature gates that are off: dropped before they are validated.
  'core.v1.EvictionResponder': ['name', 'priority'],
};

/** Lists of allowed values that are not asked, because the field is behind a feature gate that is off. */
const notListed: Readonly<Record<string, readonly string[]>> = {
  'core.v1.Lifecycle': ['stopSignal'],
};

/** Lists that may not be empty. */
const notEmpty: Readonly<Record<string, readonly string[]>> = {
  'core.v1.PodSpec': ['containers'],
};

/** A stripped definition with `required` and `minItems` as the API server has them. */
export function corrected(name: string, definition: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const short = name.replace(/^io\.k8s\.api\./, '');
  const out = { ...definition };
  const more = alsoRequired[short];
  const less = notRequired[short];
  if (more !== undefined || less !== undefined) {
    const listed = Array.isArray(definition.required) ? definition.required : [];
    out.required = [...listed, ...(more ?? [])].filter((field) => less?.includes(field) !== true).sort();
  }
  const properties = { ...recordOf(definition.properties) };
  for (const field of notEmpty[short] ?? []) properties[field] = { ...recordOf(properties[field]), minItems: 1 };
  for (const field of notListed[short] ?? []) {
    const { enum: _, ...rest } = recordOf(properties[field]);
    properties[field] = rest;
  }
  if (definition.properties !== undefined) out.properties = properties;
  return out;
}
