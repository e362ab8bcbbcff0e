import { z } from 'zod';

/** Of labels: `app`, `example.com/team`. Source: k8s.io/apimachinery, pkg/util/validation, IsQualifiedName. */
export const labelKey = /^([a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;
/** Source: as above, IsValidLabelValue. */
export const labelValue = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?)?$/;

const key = z.string().max(317).regex(labelKey, 'label-key');
const value = z.string().max(63).regex(labelValue, 'label-key');
const most = 50;

/** A label selector as the API has it, with the bounds of the CRD. */
export const selectorSchema = z.strictObject({
  matchLabels: z
    .record(key, value)
    .refine((labels) => Object.keys(labels).length <= most, 'too-many')
    .optional(),
  matchExpressions: z
    .array(
      z
        .strictObject({
          key,
          operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
          values: z.array(value).max(most).optional(),
        })
        .refine(({ operator, values = [] }) => operator.endsWith('In') === values.length > 0, 'selector-values'),
    )
    .max(most)
    .optional(),
});
