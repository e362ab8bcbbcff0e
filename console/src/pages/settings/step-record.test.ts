import { describe, expect, it } from 'vitest';
import { catalogues } from '../../texts/catalogues.ts';
import { createFormat } from '../../texts/format.ts';
import { detailText } from './step-record.ts';

const english = createFormat('en', 'UTC');
const said = (detail: string | null, action = 'policies.step') =>
  detailText(action, detail, catalogues.en, english).text;

describe('a step of a policy in the audit trail', () => {
  it('says what was shown before it', () => {
    const requests = { since: '2026-11-20T10:00:00.000Z', asked: 12, failed: 3 };
    const seen = { at: '2026-11-25T10:00:00.000Z', asked: 40, refused: 2, excepted: 1, doubtful: true, requests };
    const step = JSON.stringify({ from: 'Warn', to: 'Deny', seen });
    const { text, exact } = detailText('policies.step', step, catalogues.en, english);
    expect(text).toBe('Warn → Deny · failing at least 2 of 40 objects, 3 of 12 requests');
    expect(exact).toMatch(/shown before, of Nov 25.*; requests since Nov 20/);
    const unrecorded = { ...seen, doubtful: false, requests: null };
    expect(said(JSON.stringify({ from: 'Warn', to: 'Deny', seen: unrecorded }))).toBe(
      'Warn → Deny · failing 2 of 40 objects, requests not recorded',
    );
  });

  it('says where nothing was shown, and of a new policy where it begins', () => {
    expect(said('{"from":"Deny","to":"Off","seen":null}')).toBe('Deny → Off');
    expect(said('{"to":"Audit","seen":null}', 'policies.create')).toBe('Audit');
  });

  it.each(['Audit → Warn', '{"a":1}', 'null', '7'])('leaves %s as it is', (detail) => {
    expect(said(detail)).toBe(detail);
  });

  it('leaves other entries alone', () => {
    expect(said('{"from":"Warn","to":"Deny","seen":null}', 'findings.accept')).toContain('"seen"');
    expect(said(null)).toBe('');
  });
});
