import { AppError, badRequest } from '@tradewind/platform';

export type ReportFormat = 'json' | 'html' | 'markdown';

const TYPES: readonly (readonly [pattern: RegExp, format: ReportFormat])[] = [
  [/^(application\/(json|\*)|\*\/\*)$/, 'json'],
  [/^text\/(html|\*)$/, 'html'],
  [/^text\/(x-)?markdown$/, 'markdown'],
];

/**
 * The form a report is asked for in: `?format=` decides, else the best of the `Accept` header, else JSON.
 *
 * @throws AppError 400 `request.invalid` for an unknown format, 406 `request.not_acceptable` when none of the wanted types exists.
 */
export function reportFormat(format: string | undefined, accept: string | undefined): ReportFormat {
  if (format !== undefined) {
    if (format === 'json' || format === 'html' || format === 'markdown') return format;
    throw badRequest('request.invalid', 'format must be json, html or markdown.', [
      { path: 'format', message: 'must be json, html or markdown' },
    ]);
  }
  if (accept === undefined || accept.trim() === '') return 'json';
  for (const type of byPreference(accept)) {
    const match = TYPES.find(([pattern]) => pattern.test(type));
    if (match) return match[1];
  }
  throw new AppError({
    code: 'request.not_acceptable',
    status: 406,
    detail: 'A report can be had as application/json, text/html or text/markdown.',
  });
}

/** The media types of an Accept header, the most wanted first; those with q=0 are left out. */
function byPreference(accept: string): string[] {
  return accept
    .split(',')
    .map((entry) => {
      const [type = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
      const quality = Number(/^q=([\d.]+)$/.exec(parameters.find((each) => each.startsWith('q=')) ?? '')?.[1] ?? 1);
      return { type, quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ type }) => type);
}
