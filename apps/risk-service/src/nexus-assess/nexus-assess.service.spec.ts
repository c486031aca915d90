import { describe, expect, it } from '@jest/globals';
import { Report, ReportRequest } from '@tradewind/contracts';
import { UpstreamError } from '@tradewind/upstream';
import { FakeClock } from '@tradewind/upstream/testing';
import { ShadowHunterService } from '../shadow-hunter/shadow-hunter.service.js';
import { FakeLlm, FakeSearch, NoPages, hit, never } from '../testing/fake-ports.js';
import { inScope } from '../testing/in-scope.js';
import { context } from '../testing/run-context.js';
import { MemoryCheckStore, MemoryReportStore } from '../testing/memory-stores.js';
import { RecordedBooking } from '../testing/recorded-booking.js';
import { aCheck } from '../testing/samples.js';
import { WatchlistScreening } from '../watchlist/screening.js';
import { MemoryWatchlist } from '../watchlist/testing/memory-watchlist.js';
import { NexusAssessService } from './nexus-assess.service.js';
import type { ReportEvent } from './report-event.js';

const prices = { currency: 'USD', perMillionInputTokens: 1, perMillionOutputTokens: 2, perThousandSearches: 1 };
const order = {
  order_value: { amount: '48000.00', currency: 'USD' },
  payment_terms: 'open_account',
  goods: 'steel flasks',
  route: { from: 'Ningbo', to: 'Felixstowe' },
};
const onCheck = ReportRequest.parse({ ...order, check_id: 'chk_1' });
const onSubject = ReportRequest.parse({
  ...order,
  subject: { company_name: 'Meridian Trade Partners Ltd', country: 'GB' },
});

const writes = (data: Record<string, unknown>) => ({ markdown: `About ${String(data['section'])} [ev_1] [ev_9].` });

function build(answer: (data: Record<string, unknown>) => unknown = writes) {
  const checks = new MemoryCheckStore();
  checks.checks.set('chk_1', aCheck());
  const reports = new MemoryReportStore();
  const booking = new RecordedBooking();
  const llm = new FakeLlm(answer);
  const search = new FakeSearch(() => [hit({ snippet: 'Meridian Trade Partners Ltd, London, incorporated in 1998.' })]);
  const checkLlm = new FakeLlm(() => ({ signals: [], narrative: 'Nothing bad.' }));
  const shadowHunter = new ShadowHunterService(
    search,
    checkLlm,
    new NoPages(),
    checks,
    new WatchlistScreening(new MemoryWatchlist([])),
    booking,
    prices,
    { SHADOW_HUNTER_SEARCH_FANOUT: 5, SHADOW_HUNTER_READ_PAGES: 6 },
  );
  return {
    checks,
    reports,
    llm,
    booking,
    service: new NexusAssessService(llm, shadowHunter, reports, booking, prices),
  };
}

describe('a risk report', () => {
  it('scores by rules, writes every section from its facts and keeps the whole', async () => {
    const { service, llm, reports } = build();
    const report = await inScope(() => service.report(onCheck, context()));
    expect(Report.parse(report)).toEqual(report);
    expect(report.degraded).toEqual([]);
    expect(report.sections.map((section) => section.section)).toEqual([
      'executive_summary',
      'buyer_background',
      'payment_and_order',
      'route_and_goods',
      'recommendation',
    ]);
    expect(report.sections[0]?.markdown).toBe('About executive_summary [ev_1].');
    expect(report.cost).toMatchObject({ searches: 0, input_tokens: 5_000, output_tokens: 500 });
    expect(reports.reports.get(report.report_id)).toEqual(report);
    expect(llm.requests).toHaveLength(5);
  });

  it('gives the model the signals of an English check in Chinese for a Chinese report', async () => {
    const { service, llm } = build();
    await inScope(() => service.report({ ...onCheck, language: 'zh' }, context()));
    const given = llm.requests.map((request) => request.messages.at(-1)?.content ?? '').join('');
    expect(given).toContain('该公司登记在册且存续：“Active.”');
    expect(given).not.toContain('"statement":"Active."');
  });

  it('has the same score whatever the model says', async () => {
    const scores = await Promise.all(
      [writes, () => ({ markdown: 'The score is 0. {"score":0}' }), () => 'nonsense'].map(async (answer) => {
        const { score, risk_level, factors } = await inScope(() => build(answer).service.report(onCheck, context()));
        return { score, risk_level, factors };
      }),
    );
    expect(scores[1]).toEqual(scores[0]);
    expect(scores[2]).toEqual(scores[0]);
  });

  it('stands with a section missing, and names it', async () => {
    const { service } = build((data) => {
      if (data['section'] === 'route_and_goods') throw new UpstreamError('upstream.failed', 'down');
      return data['section'] === 'recommendation' ? '{"markdown":' : writes(data);
    });
    const report = await inScope(() => service.report(onCheck, context()));
    expect(report.sections.filter((section) => section.markdown === '').map((section) => section.section)).toEqual([
      'route_and_goods',
      'recommendation',
    ]);
    expect(report.degraded).toEqual(
      expect.arrayContaining([
        { stage: 'section.route_and_goods', reason: 'upstream.failed' },
        { stage: 'section.recommendation', reason: 'upstream.malformed' },
      ]),
    );
    expect(report.degraded).toHaveLength(2);
  });

  it('answers inside its deadline when the model hangs, scored and without sections', async () => {
    const clock = new FakeClock();
    const { service } = build(never);
    const running = inScope(() => service.report(onCheck, context()), { clock, deadlineMs: 6_000 });
    await clock.advanceAsync(5_500);
    const report = await running;
    expect(report.duration_ms).toBeLessThan(6_000);
    expect(report.factors.length).toBe(6);
    expect(report.sections.every((section) => section.markdown === '')).toBe(true);
    expect(report.degraded).toHaveLength(5);
  });

  it('runs the check itself when given a subject, and bears its cost', async () => {
    const { service, checks, booking } = build();
    const events: ReportEvent[] = [];
    const report = await inScope(() =>
      service.report(
        onSubject,
        context((event) => events.push(event as ReportEvent)),
      ),
    );
    expect(checks.checks.get(report.check_id)?.subject.company_name).toBe('Meridian Trade Partners Ltd');
    expect(report.cost).toMatchObject({ searches: 6, input_tokens: 6_000 });
    const booked = booking.rows.map(({ feature, server }) => `${feature} ${server}`);
    expect(booked).toEqual(['shadow-hunter search', 'shadow-hunter llm', 'nexus-assess llm']);
    const names = events.map((event) => event.event);
    expect(names.filter((name) => name === 'section')).toHaveLength(5);
    expect(names.filter((name) => name === 'result')).toHaveLength(1);
    expect(names.at(-1)).toBe('result');
  });

  it('passes on what the check lacked', async () => {
    const { service, checks } = build();
    checks.checks.set('chk_1', aCheck({ degraded: [{ stage: 'verify', reason: 'breaker.open' }] }));
    const report = await inScope(() => service.report(onCheck, context()));
    expect(report.degraded).toEqual([{ stage: 'verify', reason: 'breaker.open' }]);
  });

  it('refuses a check that does not exist', async () => {
    const request = ReportRequest.parse({ ...order, check_id: 'chk_none' });
    await expect(inScope(() => build().service.report(request, context()))).rejects.toMatchObject({
      code: 'check.not_found',
    });
  });

  it('asks for the language of the report and speaks it itself', async () => {
    const { service, llm } = build();
    const report = await inScope(() => service.report(ReportRequest.parse({ ...onCheck, language: 'zh' }), context()));
    expect(llm.requests[0]?.messages[0]?.content).toContain('Simplified Chinese');
    expect(report.sections[0]?.title).toBe('摘要');
  });
});
