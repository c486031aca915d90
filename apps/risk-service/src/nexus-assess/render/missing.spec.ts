import { describe, expect, it } from '@jest/globals';
import { aCheck, aReport } from '../../testing/samples.js';
import { missingIn } from './missing.js';
import { reportHtml } from './report-html.js';
import { reportMarkdown } from './report-markdown.js';

const degraded = [
  { stage: 'search.sanctions.en', reason: 'upstream.timeout' },
  { stage: 'search.sanctions.zh', reason: 'deadline.exceeded' },
  { stage: 'search.litigation.en', reason: 'breaker.open' },
  { stage: 'watchlist', reason: 'upstream.failed' },
  { stage: 'read', reason: 'upstream.rejected' },
  { stage: 'verify', reason: 'upstream.malformed' },
  { stage: 'section.executive_summary', reason: 'upstream.rate_limited' },
  { stage: 'section.unknown', reason: 'made.up' },
];

describe('missingIn', () => {
  it('says in sentences what is missing and why, one for each kind and reason', () => {
    expect(missingIn(aReport({ degraded }))).toEqual([
      'These searches were not answered: Sanctions (English), Sanctions (Chinese) (it took too long).',
      'This search was not answered: Litigation (English) (the service behind it could not be reached).',
      'The buyer was not compared with the watch-lists (the service behind it could not be reached).',
      'Most of the pages found could not be read in full, only what the search engine shows of them (the request was refused).',
      'No language model read the sources: the signals are those of fixed rules, without a summary (the answer could not be used).',
      'The section “Executive summary” could not be written (too many requests were being served).',
      'A part of the work could not be done (the service behind it could not be reached).',
    ]);
  });

  it('says the same in Chinese', () => {
    const report = aReport({ degraded, language: 'zh' });
    expect(missingIn(report)[0]).toBe('以下检索没有结果返回：制裁（英文）、制裁（中文）（超时）。');
    expect(missingIn(report)).toHaveLength(7);
    expect(missingIn(report).join('')).not.toMatch(/[a-z]+[._][a-z]+/);
  });

  it('stands in the page and the Markdown instead of codes', () => {
    for (const language of ['en', 'zh'] as const) {
      const report = aReport({ degraded, language });
      for (const text of [reportHtml(report, aCheck()), reportMarkdown(report, aCheck())]) {
        for (const { stage, reason } of degraded) {
          if (stage.includes('.')) expect(text).not.toContain(stage);
          expect(text).not.toContain(reason);
        }
      }
    }
  });
});
