import { z } from 'zod';
import { bounds, patterns } from './bounds.ts';
import { most } from './mistake.ts';

const key = z.string().max(bounds.labelKey).regex(new RegExp(patterns.labelKey), 'label-key');
const value = z.string().max(bounds.labelValue).regex(new RegExp(patterns.labelValue), 'label-key');

/** A label selector as the API has it, with the bounds of the CRD. */
export const selectorSchema = z.strictObject({
  matchLabels: z
    .record(key, value)
    .refine(...most(bounds.selector))
    .optional(),
  matchExpressions: z
    .array(
      z
        .strictObject({
          key,
          operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
          values: z.array(value).max(bounds.selector).optional(),
        })
        .refine(({ operator, values = [] }) => operator.endsWith('In') === values.length > 0, 'selector-values'),
    )
    .max(bounds.selector)
    .optional(),
});
