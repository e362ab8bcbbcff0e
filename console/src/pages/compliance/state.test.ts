import { describe, expect, it } from 'vitest';
import type { Control } from '../../../../src/server/contract/index.ts';
import { sectionsOf } from './state.ts';

const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
const control = (id: string, section: string, status: Control['status'], reason: string | null = null): Control => ({
  id,
  section,
  status,
  reason,
  title: `Control ${id}`,
  open: 0,
  bySeverity: none,
  accepted: 0,
  objects: 0,
  checks: [],
});
const controls = [
  control('1.1', '1 Files', 'not-checked', 'not shown'),
  control('1.2', '1 Files', 'not-checked', 'not shown'),
  control('2.1', '2 Pods', 'fail'),
  control('2.2', '2 Pods', 'pass'),
  control('2.3', '2 Pods', 'not-checked', 'one'),
  control('2.4', '2 Pods', 'not-checked', 'another'),
];

describe('controls by section', () => {
  it('keep their order, and count all of a section whatever is shown of it', () => {
    expect(
      sectionsOf(controls, { status: 'fail', q: '' }).map(({ name, tally, controls: shown }) => [
        name,
        tally,
        shown.map(({ id }) => id),
      ]),
    ).toEqual([['2 Pods', { pass: 1, fail: 1, notChecked: 2 }, ['2.1']]]);
  });

  it('say a reason once where it is that of all', () => {
    expect(sectionsOf(controls, { status: 'all', q: '' }).map(({ reason }) => reason)).toEqual(['not shown', null]);
  });

  it('are found by number, title and section', () => {
    const found = (q: string) =>
      sectionsOf(controls, { status: 'all', q }).flatMap((section) => section.controls.map(({ id }) => id));
    expect(found('CONTROL 2.1')).toEqual(['2.1']);
    expect(found('files')).toEqual(['1.1', '1.2']);
    expect(found('nothing')).toEqual([]);
  });
});
