import { describe, expect, it } from '@jest/globals';
import { Check, CheckRequest, Report, ReportRequest } from '@tradewind/contracts';
import { type SearchHit, type SearchRequest, UpstreamError } from '@tradewind/upstream';
import { FakeClock } from '@tradewind/upstream/testing';
import { ShadowHunterService } from '../shadow-hunter/shadow-hunter.service.js';
import { FakeLlm, FakeSearch, NoPages, hit, never } from '../testing/fake-ports.js';
import { inScope } from '../testing/in-scope.js';
import { MemoryCheckStore, MemoryReportStore } from '../testing/memory-stores.js';
import { RecordedBooking } from '../testing/recorded-booking.js';
import { context } from '../testing/run-context.js';
import { WatchlistScreening } from '../watchlist/screening.js';
import { MemoryWatchlist } from '../watchlist/testing/memory-watchlist.js';
import { NexusAssessService } from './nexus-assess.service.js';

const CATEGORIES = ['sanctions', 'litigation', 'adverse_news', 'registration', 'trade_record', 'web_presence'];
const prices = { currency: 'USD', perMillionInputTokens: 1, perMillionOutputTokens: 2, perThousandSearches: 1 };
const subject = { company_name: 'Meridian Trade Partners Ltd', country: 'GB' };
const order = {
  order_value: { amount: '48000.00', currency: 'USD' },
  payment_terms: 'open_account',
  goods: 'steel flasks',
  route: { from: 'Ningbo', to: 'Felixstowe' },
};

const PAGE = hit({ snippet: 'Meridian Trade Partners Ltd, London, active company, incorporated in 1998.' });
const fail = (code: 'upstream.failed' | 'upstream.rate_limited' | 'breaker.open') => () => {
  throw new UpstreamError(code, 'trouble');
};

interface SearchTrouble {
  answer: (request: SearchRequest) => SearchHit[] | Promise<SearchHit[]>;
  /** Categories whose search is missing, and the reason. */
  missing: string[];
  reason: string;
}
const SEARCHES: Record<string, SearchTrouble> = {
  well: { answer: () => [PAGE], missing: [], reason: '' },
  'too slow': { answer: never, missing: CATEGORIES, reason: 'deadline.exceeded' },
  'down for one source': {
    answer: ({ query }) => (query.includes('lawsuit') ? fail('upstream.failed')() : [PAGE]),
    missing: ['litigation'],
    reason: 'upstream.failed',
  },
  'down for all': { answer: fail('breaker.open'), missing: CATEGORIES, reason: 'breaker.open' },
};

const good = (data: Record<string, unknown>) =>
  data['task'] === 'write_section'
    ? { markdown: 'A text.' }
    : {
        signals: [
          {
            category: 'registration',
            severity: 'positive',
            statement: 'Active.',
            evidence_ids: ['ev_1'],
            quote: 'active company',
          },
        ],
        narrative: 'An active company.',
      };
const MODELS: Record<string, { answer: (data: Record<string, unknown>) => unknown; reason: string }> = {
  well: { answer: good, reason: '' },
  'too slow': { answer: never, reason: 'deadline.exceeded' },
  down: { answer: fail('breaker.open'), reason: 'breaker.open' },
  'answering broken JSON': { answer: () => '{"signals":[{', reason: 'upstream.malformed' },
  'rate limited': { answer: fail('upstream.rate_limited'), reason: 'upstream.rate_limited' },
};

const COMBINATIONS = Object.keys(SEARCHES).flatMap((search) =>
  Object.keys(MODELS).map((model) => [search, model] as const),
);

function build(search: string, model: string) {
  const searching = SEARCHES[search];
  const reading = MODELS[model];
  if (searching === undefined || reading === undefined) throw new Error('Unknown trouble.');
  const llm = new FakeLlm(reading.answer);
  const booking = new RecordedBooking();
  const screening = new WatchlistScreening(new MemoryWatchlist([]));
  const checks = new ShadowHunterService(
    new FakeSearch(searching.answer),
    llm,
    new NoPages(),
    new MemoryCheckStore(),
    screening,
    booking,
    prices,
    { SHADOW_HUNTER_SEARCH_FANOUT: 5, SHADOW_HUNTER_READ_PAGES: 6 },
  );
  const reports = new NexusAssessService(llm, checks, new MemoryReportStore(), booking, prices);
  const blind = searching.missing.length === CATEGORIES.length;
  const expected = [
    ...searching.missing.map((category) => ({ stage: `search.${category}.en`, reason: searching.reason })),
    // Without evidence there is nothing to verify.
    ...(reading.reason === '' || blind ? [] : [{ stage: 'verify', reason: reading.reason }]),
  ];
  return { checks, reports, expected, blind, reason: reading.reason };
}

/** Lets the clock run until the work has ended, at most to its deadline. */
async function until<T>(clock: FakeClock, deadlineMs: number, running: Promise<T>): Promise<T> {
  let ended = false;
  running.then(
    () => (ended = true),
    () => (ended = true),
  );
  for (let ms = 0; ms < deadlineMs && !ended; ms += 100) await clock.advanceAsync(100);
  if (!ended) throw new Error('It did not end within its deadline.');
  return running;
}

const byStage = (a: { stage: string }, b: { stage: string }) => (a.stage < b.stage ? -1 : 1);

describe.each(COMBINATIONS)('with the search %s and the language model %s', (search, model) => {
  it('a check ends within its deadline and names exactly what it lacks', async () => {
    const { checks, expected, blind } = build(search, model);
    const clock = new FakeClock();
    const running = inScope(() => checks.check(CheckRequest.parse(subject), context()), { clock, deadlineMs: 10_000 });
    const check = await until(clock, 10_000, running);
    expect(Check.parse(check)).toEqual(check);
    expect([...check.degraded].sort(byStage)).toEqual([...expected].sort(byStage));
    expect(check.risk_level).toBe(search === 'well' ? 'low' : 'unknown');
    expect(check.signals.length > 0).toBe(!blind);
  });

  it('a report ends within its deadline, scored, and names exactly what it lacks', async () => {
    const { reports, expected, reason } = build(search, model);
    const clock = new FakeClock();
    const request = ReportRequest.parse({ ...order, subject });
    const running = inScope(() => reports.report(request, context()), { clock, deadlineMs: 20_000 });
    const report = await until(clock, 20_000, running);
    expect(Report.parse(report)).toEqual(report);
    expect(report.factors).toHaveLength(6);
    const sections = report.sections.map(({ section }) => ({ stage: `section.${section}`, reason }));
    const all = [...expected, ...(reason === '' ? [] : sections)];
    expect([...report.degraded].sort(byStage)).toEqual(all.sort(byStage));
    expect(report.sections.every(({ markdown }) => (markdown === '') === (reason !== ''))).toBe(true);
  });
});
