import { describe, expect, it } from '@jest/globals';
import { reportFormat } from './report-format.js';

describe('reportFormat', () => {
  it.each([
    [undefined, undefined, 'json'],
    [undefined, '*/*', 'json'],
    [undefined, 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'html'],
    [undefined, 'text/markdown', 'markdown'],
    [undefined, 'text/html;q=0.2, application/json', 'json'],
    [undefined, 'application/pdf, text/html;q=0, text/markdown;q=0.1', 'markdown'],
    ['markdown', 'text/html', 'markdown'],
    ['json', 'text/html', 'json'],
  ])('with ?format=%s and Accept: %s gives %s', (format, accept, expected) => {
    expect(reportFormat(format, accept)).toBe(expected);
  });

  it('refuses what it cannot give', () => {
    expect(() => reportFormat('pdf', undefined)).toThrow(expect.objectContaining({ status: 400 }));
    expect(() => reportFormat(undefined, 'application/pdf')).toThrow(expect.objectContaining({ status: 406 }));
  });
});
