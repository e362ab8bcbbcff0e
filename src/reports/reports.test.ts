import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv2020 } from 'ajv/dist/2020.js';
import Ajv04Module from 'ajv-draft-04';
import addFormatsModule from 'ajv-formats';
import { SaxesParser } from 'saxes';
import { describe, expect, it } from 'vitest';
import { catalogue, type Language, loadTexts } from '../checks/index.ts';
import { type Assessment, assess } from '../findings/index.ts';
import { inventoryFromText } from '../inventory/index.ts';
import { type Format, formatReport, formats } from './report.ts';

const esc = '\u001b';

/** One of everything: hostile names, an accepted finding, an error, a notice, a fix, a place that holds a secret. */
const manifests = `
apiVersion: v1
kind: Pod
metadata:
  name: "evil${'\\u001b'}[2J<script>alert(1)</script>|\`@all"
  namespace: shop
spec:
  containers:
    - name: app
      image: registry.example.com/app:1
      securityContext:
        privileged: true   # "so what"
      env:
        - name: AWS_SECRET_ACCESS_KEY
          value: "wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzEXAMPLEKEY"
    - name: accepted
      image: registry.example.com/app:1
      securityContext: { privileged: true }
---
a: [
`;

async function assessment(language: Language): Promise<Assessment> {
  const inventory = inventoryFromText(manifests, 'deploy/web app.yaml');
  return assess({
    inventory,
    checks: catalogue.filter(({ profiles = ['security'] }) => profiles.includes('security')),
    texts: await loadTexts(language),
    language,
    parameters: {},
    severities: {},
    kubernetesVersion: { major: 1, minor: 37 },
    pssVersion: { major: 1, minor: 37 },
    surroundings: { exposure: () => 'internet', isolated: () => false },
    exceptions: {
      rules: [
        { check: 'pod-privileged', container: 'accepted', reason: 'a <b>bold</b> reason & more' },
        { check: 'pod-privileged', resources: ['Pod/nowhere/*'], reason: 'matches nothing' },
      ],
      byAnnotation: false,
      file: '.breakwater.yaml',
    },
    baseline: undefined,
    today: '2026-11-23',
  });
}

async function report(format: Format, language: Language = 'en', color = false): Promise<string> {
  const input = {
    assessment: await assessment(language),
    language,
    texts: await loadTexts(language),
    version: '1.2.3',
    width: 100,
    color,
  };
  return [...(await formatReport(format, { ...input, time: '2026-11-23T10:00:00.000Z' }))].join('');
}

const languages = ['en', 'zh-CN'] as const;

describe.each(formats)('%s', (format) => {
  it.each(languages)('ends in a line break and carries nothing that a terminal obeys (%s)', async (language) => {
    const text = await report(format, language);
    expect(text.endsWith('\n')).toBe(true);
    expect(text).not.toContain(esc);
  });

  it('never shows a credential', async () => {
    expect(await report(format)).not.toContain('wJalrXUtnFEMI');
  });

  it('counts what all formats count', async () => {
    const { summary, findings, errors } = await assessment('en');
    const open = Object.values(summary.bySeverity).reduce((sum, count) => sum + count, 0);
    expect(summary.accepted).toBe(1);
    expect(findings.length).toBe(open + 1);
    expect(errors.length).toBe(1);
    expect(await countsOf(format)).toEqual({ open, accepted: 1, errors: 1 });
  });
});

/** What a reader of the format would count. */
async function countsOf(format: Format): Promise<{ open: number; accepted: number; errors: number }> {
  const text = await report(format);
  const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
  switch (format) {
    case 'json': {
      const { findings, errors } = JSON.parse(text) as { findings: { exception: unknown }[]; errors: unknown[] };
      const accepted = findings.filter(({ exception }) => exception !== null).length;
      return { open: findings.length - accepted, accepted, errors: errors.length };
    }
    case 'sarif': {
      const [run] = JSON.parse(text).runs;
      const accepted = run.results.filter(
        (result: { suppressions: unknown[] }) => result.suppressions.length > 0,
      ).length;
      const notifications = run.invocations[0].toolExecutionNotifications as { level: string }[];
      return {
        open: run.results.length - accepted,
        accepted,
        errors: notifications.filter(({ level }) => level === 'error').length,
      };
    }
    case 'junit':
      return { open: count(/<failure /g), accepted: count(/<skipped /g), errors: count(/<error /g) };
    case 'markdown':
      return {
        open: count(/<br><sub>/g),
        accepted: count(/ reason &/g),
        errors: count(/### Could not be read\n\n- /g),
      };
    case 'html': {
      const accepted = count(/<strong>accepted:/g);
      return {
        open: count(/<article /g) - accepted,
        accepted,
        errors: count(/class="errors"><h2>[^<]*<\/h2><ul><li>/g),
      };
    }
    case 'openreports':
    case 'policyreport':
      return {
        open: count(/ result: fail$/gm),
        accepted: count(/ result: skip$/gm),
        errors: count(/ result: error$/gm),
      };
    case 'table':
      return { open: count(/ {2}risk \d+$/gm), accepted: count(/\(1 accepted\)/g), errors: count(/^error /gm) };
  }
}

describe('json', () => {
  it.each(languages)('is as docs/report.schema.json says (%s)', async (language) => {
    const schema = JSON.parse(readFileSync(new URL('../../docs/report.schema.json', import.meta.url), 'utf8'));
    const validate = new Ajv2020({ strict: false }).compile(schema);
    validate(JSON.parse(await report('json', language)));
    expect(validate.errors).toBeNull();
  });
});

describe('sarif', () => {
  it.each(languages)('is valid against the schema of SARIF 2.1.0 (%s)', async (language) => {
    const require = createRequire(import.meta.url);
    const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
    const ajv = new Ajv04Module.default({ strict: false, unicodeRegExp: false });
    addFormatsModule.default(ajv as never);
    const validate = ajv.compile(schema);
    validate(JSON.parse(await report('sarif', language)));
    expect(validate.errors).toBeNull();
  });

  it('offers a fix as a text replacement', async () => {
    const [run] = JSON.parse(await report('sarif')).runs;
    const result = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === 'pod-privileged');
    expect(result.fixes[0].artifactChanges[0].artifactLocation.uri).toBe('deploy/web%20app.yaml');
    expect(result.fixes[0].artifactChanges[0].replacements[0].deletedRegion.startLine).toBeGreaterThan(1);
  });
});

describe('junit', () => {
  it('is well-formed XML', async () => {
    const parser = new SaxesParser();
    const failures: string[] = [];
    parser.on('error', (error) => failures.push(error.message));
    parser.write(await report('junit', 'zh-CN')).close();
    expect(failures).toEqual([]);
  });
});

describe('html', () => {
  it('lets no name become markup', async () => {
    const text = await report('html');
    expect(text).not.toContain('<script>alert');
    expect(text).not.toContain('<b>bold');
    expect(text).not.toMatch(/(?:src|href)=/);
  });
});

describe('markdown', () => {
  it('lets no name become markup, a mention or a new cell', async () => {
    const text = await report('markdown');
    expect(text).not.toContain('<script>');
    expect(text).not.toContain('@all');
    const rows = text.split('\n').filter((line) => line.startsWith('| '));
    expect(rows.map((row) => row.replaceAll('\\|', '').split('|').length)).toEqual(rows.map(() => 6));
  });
});

describe('table', () => {
  it('shows the source with the line marked', async () => {
    expect(await report('table')).toMatch(/▸\s+\d+ │\s+privileged: true {3}# "so what"/);
  });

  it('colours where it is asked to', async () => {
    expect(await report('table', 'en', true)).toContain(`${esc}[1m`);
  });
});
