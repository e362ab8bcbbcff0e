import { describe, expect, it } from 'vitest';
import { catalogue, type Language, loadTexts } from '../../checks/index.ts';
import { type FrameworkId, frameworks } from '../../checks/standards/index.ts';
import { type ComplianceInput, complianceCsv, complianceHtml, complianceOf } from './index.ts';

const texts = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };
const none = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
const everything: ComplianceInput = {
  checks: catalogue,
  severities: {},
  asked: catalogue.map(({ id }) => id),
  notConfigured: [],
  objectsByCheck: new Map(catalogue.map(({ id }) => [id, 3])),
  countsByCheck: new Map(),
  unseen: [],
  restricted: false,
  assessedAt: '2027-03-01T10:00:00.000Z',
};

function control(framework: FrameworkId, id: string, changes: Partial<ComplianceInput>, language: Language = 'en') {
  const report = complianceOf(framework, { ...everything, ...changes }, texts[language], language);
  const found = report.controls.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no control ${id}`);
  return found;
}

describe('a control', () => {
  it('passes where its checks were asked of something and found nothing', () => {
    expect(control('cis', '5.2.2', {})).toEqual({
      id: '5.2.2',
      title: 'No privileged containers',
      section: '5.2 Pod security',
      status: 'pass',
      reason: null,
      open: 0,
      bySeverity: none,
      accepted: 0,
      objects: 3,
      checks: [
        {
          id: 'pod-privileged',
          title: texts.en['pod-privileged']?.title,
          severity: 'critical',
          status: 'pass',
          reason: null,
          open: 0,
          accepted: 0,
        },
      ],
    });
  });

  it('fails by an open finding, and not by one that was accepted', () => {
    const counts = (high: number, accepted: number) =>
      new Map([['pod-privileged', { open: { ...none, high }, accepted }]]);
    expect(control('cis', '5.2.2', { countsByCheck: counts(2, 1) })).toMatchObject({
      status: 'fail',
      open: 2,
      accepted: 1,
      bySeverity: { high: 2 },
    });
    expect(control('cis', '5.2.2', { countsByCheck: counts(0, 1) })).toMatchObject({
      status: 'pass',
      open: 0,
      accepted: 1,
    });
    // Also where some of its checks could not be asked.
    expect(
      control('cis', '5.2.12', {
        countsByCheck: new Map([['pod-hostpath', { open: { ...none, low: 1 }, accepted: 0 }]]),
        asked: ['pod-hostpath'],
      }),
    ).toMatchObject({
      status: 'fail',
      reason: expect.stringContaining('pod-runtime-socket: This server does not ask the check.'),
    });
  });

  it.each([
    ['cis', '1.1.1', {}, /File modes and owners/],
    ['cis', '5.2.2', { asked: [] }, /^This server does not ask the check\.$/],
    ['cis', '5.2.2', { asked: [], notConfigured: ['pod-privileged'] }, /parameters that nobody has set/],
    ['cis', '5.2.2', { objectsByCheck: new Map([['pod-privileged', 0]]) }, /^Nothing that the check asks about/],
    ['cis', '1.2.1', { objectsByCheck: new Map() }, /^Nothing that the check asks about/],
    [
      'cis',
      '5.2.2',
      { objectsByCheck: new Map(), unseen: [{ groupKind: 'apps/Deployment' }] },
      /could be read: apps\/Deployment/,
    ],
    ['cis', '5.2.2', { assessedAt: null, asked: [] }, /^Not assessed yet\.$/],
    ['attack', 'T1110', {}, /Only what happens at run time/],
    ['cis', '5.1.1', { restricted: true }, /^You see some namespaces only/],
    ['cis', '5.1.11', { restricted: true }, /^You see some namespaces only/],
  ] as const)('%s %s is not checked with %j, and says why', (framework, id, changes, reason) => {
    expect(control(framework, id, changes)).toMatchObject({
      status: 'not-checked',
      reason: expect.stringMatching(reason),
    });
  });

  it.each([
    [{ unseen: [{ groupKind: '/Pod', namespace: 'shop' }] }, 'Not everything could be read: Pod / shop.'],
    [{ unseen: [{ namespace: 'shop' }] }, 'Not everything could be read: shop.'],
    [{ unseen: [{ groupKind: 'networking.k8s.io/Ingress' }] }, null],
    [
      { restricted: true },
      'You see some namespaces only; what is in others, or concerns the whole cluster, is not shown to you.',
    ],
  ])('that passes says what may be missing: %j', (changes, reason) => {
    expect(control('cis', '5.2.2', changes)).toMatchObject({ status: 'pass', reason });
  });

  it('is not passed where one of its checks was not made, and says which', () => {
    const asked = catalogue.map(({ id }) => id).filter((id) => id !== 'pod-runtime-socket');
    expect(control('cis', '5.2.12', { asked })).toMatchObject({
      status: 'not-checked',
      reason: 'Not all of it was checked: pod-runtime-socket: This server does not ask the check.',
    });
  });

  it('of a framework that configuration can’t answer says so', () => {
    expect(control('nsa', 'pod', {}).reason).toBe(frameworks.nsa.limits?.en);
    expect(control('nsa', 'pod', {}, 'zh-CN').reason).toBe(frameworks.nsa.limits?.['zh-CN']);
  });

  it('has the severity that users set', () => {
    expect(control('cis', '5.2.2', { severities: { 'pod-privileged': 'low' } }).checks[0]?.severity).toBe('low');
  });
});

describe('a report', () => {
  it.each(['pss', 'cis', 'nsa', 'attack', 'owasp'] as const)(
    'of %s counts its controls, and only passes what was asked',
    (framework) => {
      const { tally, controls } = complianceOf(framework, everything, texts.en, 'en');
      expect(tally.pass + tally.fail + tally.notChecked).toBe(controls.length);
      expect(tally.fail).toBe(0);
      expect(tally.notChecked).toBe(controls.filter(({ checks }) => checks.length === 0).length);
      const unasked = complianceOf(framework, { ...everything, asked: [] }, texts.en, 'en');
      expect(unasked.tally).toEqual({ pass: 0, fail: 0, notChecked: controls.length });
      expect(unasked.controls.filter(({ reason }) => reason === null)).toEqual([]);
    },
  );
});

describe('the files of a report', () => {
  const hostile = complianceOf(
    'cis',
    {
      ...everything,
      countsByCheck: new Map([['pod-privileged', { open: { ...none, critical: 2 }, accepted: 1 }]]),
      unseen: [{ groupKind: '/Pod', namespace: '<script>alert(1)</script>\u202e' }],
    },
    texts.en,
    'en',
  );
  const file = { report: hostile, language: 'en' as const, cluster: '"><img src=x onerror=alert(1)>', version: '1.0' };

  it('are a page without anything to run, and with nothing from elsewhere', () => {
    const html = [...complianceHtml(file)].join('');
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>|\u202e/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;\\u202e');
    expect(html).toContain('&quot;&gt;&lt;img src=x');
    expect(html).not.toMatch(/<(?:link|iframe|object|form)|url\(|@import/);
    expect(html.match(/href="[^"]*"/g)).toEqual([`href="${hostile.source}"`]);
    expect(html).toContain('pod-privileged: fail, 2 open, 1 accepted');
    expect(html.match(/<tr class=/g)).toHaveLength(131);
  });

  it('are a table that spreadsheets read, and don’t run', () => {
    const csv = [...complianceCsv(file)].join('');
    expect(csv.startsWith('\ufeffSection,Control,')).toBe(true);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(132);
    expect(csv).toContain(`5.2 Pod security,5.2.2,No privileged containers,fail,`);
  });

  it('are Chinese, too', () => {
    const report = complianceOf('pss', everything, texts['zh-CN'], 'zh-CN');
    const html = [...complianceHtml({ ...file, report, language: 'zh-CN' })].join('');
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).toContain('通过 19 项，不通过 0 项，未检查 0 项');
    expect([...complianceCsv({ ...file, report, language: 'zh-CN' })].join('')).toContain('不使用特权容器,通过');
  });
});
