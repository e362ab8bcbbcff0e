import { Readable } from 'node:stream';
import type { FastifyBaseLogger } from 'fastify';
import type { CheckTexts, Language } from '../../checks/index.ts';
import { csvLine } from '../../reports/index.ts';
import type { FindingRecord } from '../../store/index.ts';
import { exportQuery } from '../contract/index.ts';
import { type Route, route } from '../route.ts';
import { scopeOf } from '../scope.ts';
import type { Services } from '../services.ts';
import { findingFilter } from '../views/filters.ts';
import { findingRow } from '../views/findings.ts';

/** All findings that a filter shows, as a file; sent as the database gives them, never all at once in memory. */
export function findingExportRoutes({ store, watch, texts, access }: Services): readonly Route[] {
  return [
    route({
      method: 'GET',
      url: '/api/v1/findings/export',
      access: 'findings:read',
      summary: 'All findings that a filter shows, as CSV or JSON',
      query: exportQuery,
      mediaTypes: ['text/csv', 'application/json'],
      handle: async ({ query: { format, sort, order, ...asked }, request, reply, language }) => {
        const scope = scopeOf(request, watch);
        const slices = store.findings.export(scope, findingFilter(asked, texts[language]), { sort, order });
        const pieces = format === 'csv' ? csvOf : jsonOf;
        await access.audit(request, 'findings.export', format);
        const day = new Date().toISOString().slice(0, 10);
        const body = Readable.from(logged(pieces(slices, texts[language], language), request.log));
        return reply
          .headers({
            'content-disposition': `attachment; filename="findings-${day}.${format}"`,
            'cache-control': 'no-store',
          })
          .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
          .send(body);
      },
    }),
  ];
}

type Slices = AsyncIterable<readonly FindingRecord[]>;

const columns = [
  'fingerprint',
  'severity',
  'risk',
  'status',
  'check',
  'title',
  'message',
  'group',
  'kind',
  'namespace',
  'name',
  'container',
  'team',
  'firstSeen',
  'lastSeen',
  'resolvedAt',
] as const;

/** Says that it is UTF-8: without it spreadsheets take Chinese for something else. */
const byteOrderMark = '\u{feff}';

async function* csvOf(slices: Slices, texts: CheckTexts, language: Language): AsyncGenerator<string> {
  yield byteOrderMark + csvLine(columns);
  for await (const records of slices) {
    let block = '';
    for (const record of records) {
      const { resource, hasFix: _hasFix, ...row } = findingRow(record, texts, language);
      const cells: Readonly<Record<(typeof columns)[number], string | number | null>> = { ...row, ...resource };
      block += csvLine(columns.map((column) => cells[column]));
    }
    yield block;
  }
}

async function* jsonOf(slices: Slices, texts: CheckTexts, language: Language): AsyncGenerator<string> {
  yield '{"items":[';
  let separator = '';
  for await (const records of slices) {
    let block = '';
    for (const record of records) {
      block += separator + JSON.stringify(findingRow(record, texts, language));
      separator = ',\n';
    }
    yield block;
  }
  yield ']}\n';
}

/** A file that breaks off must not look whole: the connection ends without its last piece, and the log says why. */
async function* logged(pieces: AsyncIterable<string>, log: FastifyBaseLogger): AsyncGenerator<string> {
  try {
    yield* pieces;
  } catch (error) {
    log.error({ err: error }, 'export broke off');
    throw error;
  }
}
