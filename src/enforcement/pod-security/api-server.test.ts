import { describe, expect, it } from 'vitest';
import { answerIn } from './api-server.ts';

const heading = 'existing pods in namespace "shop" violate the new PodSecurity enforce level "restricted:v1.37"';

describe('warnings of the API server', () => {
  it('name pods, and count those that they stand for', () => {
    expect(
      answerIn([heading, 'web-1: privileged', 'db-0 (and 1 other pod): host namespaces', 'q (and 12 other pods): x']),
    ).toEqual({
      refused: [
        { pod: 'web-1', others: 0, reasons: 'privileged' },
        { pod: 'db-0', others: 1, reasons: 'host namespaces' },
        { pod: 'q', others: 12, reasons: 'x' },
      ],
      remarks: [],
    });
  });

  it('are kept where they say something else', () => {
    const other = 'new PodSecurity enforce level only checked against the first 3000 of 4000 existing pods';
    expect(answerIn([other, heading, 'web-1: privileged'])).toMatchObject({
      remarks: [other],
      refused: [{ pod: 'web-1' }],
    });
    expect(answerIn(['web-1: privileged'])).toEqual({ refused: [], remarks: ['web-1: privileged'] });
  });
});
