import type { FastifyRequest } from 'fastify';
import type { Language } from '../checks/index.ts';

/**
 * The language to answer in: that of zh-CN and en which `Accept-Language` likes better; English where it names neither.
 * Source of weights and order: RFC 9110, 12.5.4. Only what stands first in the list counts among equals.
 */
export function languageOfRequest(request: Pick<FastifyRequest, 'headers'>): Language {
  let best: { language: Language; weight: number } = { language: 'en', weight: 0 };
  // A longer list is nobody's.
  for (const part of (request.headers['accept-language'] ?? '').slice(0, 500).split(',')) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const primary = range.split('-')[0];
    if (primary !== 'zh' && primary !== 'en') continue;
    const quality = parameters.find((text) => text.startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    if (weight > best.weight) best = { language: primary === 'zh' ? 'zh-CN' : 'en', weight };
  }
  return best.language;
}
