import type { AssessmentBatch } from '../records.ts';
import { batch, facts, objectOf } from './batches.ts';

/** The batch of a number: the same each time. Every twelfth is a large complete one, which takes long enough to be killed in. */
export function numberedBatch(number: number): AssessmentBatch {
  const at = new Date(Date.UTC(2027, 2, 1) + number * 60_000).toISOString();
  const object = (index: number) => {
    const name = `object-${index}`;
    const checks = (number + index) % 3 === 0 ? ['pod-privileged'] : ['pod-privileged', 'pod-host-pid'];
    return objectOf(
      checks.map((check) => facts({ check, name, value: String((number + index) % 4), risk: 10 })),
      name,
    );
  };
  const complete = number % 12 === 0;
  if (!complete) return batch({ at, objects: [object(number % 40)], removed: [`object-${(number + 7) % 40}`] });
  return batch({ at, complete, objects: Array.from({ length: 200 }, (_, index) => object(index + (number % 5))) });
}
