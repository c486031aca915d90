import { Inject, Injectable } from '@nestjs/common';
import type { AnswerLanguage, Check, CheckSubject, Evidence, ListQuery, SignalCategory } from '@tradewind/contracts';
import { currentScope, degrade, withDeadline } from '@tradewind/upstream';
import type { LlmPort, SearchPort } from '@tradewind/upstream';
import { RISK_ENV } from '../config/risk.config.js';
import type { RiskEnv } from '../config/risk.config.js';
import { distinct } from '../degraded/distinct.js';
import { withBooking } from '../costs/book-cost.js';
import { CostMeter, PRICES } from '../costs/cost-meter.js';
import { UsageBooking } from '../usage/booking/usage-booking.js';
import type { Prices } from '../costs/cost-meter.js';
import type { RunContext } from '../runs/run.js';
import type { Page } from '../answers/page.js';
import type { CheckEvent, StageReport } from './check-event.js';
import { selectEvidence } from './evidence/select-evidence.js';
import { gather, type Gathered } from './gather/gather.js';
import { PageReader } from './read/page-reader.js';
import { readPages } from './read/read-pages.js';
import { type PlannedQuery, planQueries } from './planning/plan-queries.js';
import { namesOf } from './names/company-name.js';
import { findSignals } from './signals/find-signals.js';
import { mergeSignals, worstFirst } from './signals/merge-signals.js';
import { CHECK_LLM, CHECK_SEARCH } from './shadow-hunter.ports.js';
import { CheckStore } from './store/check-store.js';
import { verdict } from './verdict/verdict.js';
import { verifyCompany } from './verify/verify-company.js';
import { WatchlistScreening } from '../watchlist/screening.js';
import { screenAlongside } from './screen/screen-alongside.js';
import { evidenceOf, signalOf } from '../watchlist/explain-hit.js';

/** Share of the remaining time that the searches may take together, so that the model and the rules still have theirs. */
const SEARCH_SHARE = 0.45;
/** Reading pages takes this share of what then remains, but never longer than it pays. */
const READ_SHARE = 0.15;
const READ_AT_MOST_MS = 1_500;
const PASSAGE_CHARACTERS = 1_000;
/** Kept back from the model for the rules, the verdict and storing the answer. */
const RESERVE_SHARE = 0.1;
const RESERVE_AT_LEAST_MS = 300;

/** What to check and how to answer; see the contract's `CheckRequest`. */
export type CheckOrder = CheckSubject & { language: AnswerLanguage; store: boolean };

/** Background checks: search → evidence → signals → verdict, always with an answer, and saying what it lacks. */
@Injectable()
export class ShadowHunterService {
  constructor(
    @Inject(CHECK_SEARCH) private readonly search: SearchPort,
    @Inject(CHECK_LLM) private readonly llm: LlmPort,
    private readonly reader: PageReader,
    private readonly store: CheckStore,
    private readonly screening: WatchlistScreening,
    private readonly booking: UsageBooking,
    @Inject(PRICES) private readonly prices: Prices,
    @Inject(RISK_ENV) private readonly env: Pick<RiskEnv, 'SHADOW_HUNTER_SEARCH_FANOUT' | 'SHADOW_HUNTER_READ_PAGES'>,
  ) {}

  get(checkId: string): Promise<Check> {
    return this.store.get(checkId);
  }

  list(query: ListQuery): Promise<Page<Check>> {
    return this.store.list(query);
  }

  /**
   * Checks a company and keeps the answer, unless it is not to be kept. Downstreams that fail or hang cost completeness, never the answer: each is named in
   * `degraded`.
   */
  check(order: CheckOrder, context: RunContext): Promise<Check> {
    const meter = new CostMeter(this.prices);
    return withBooking(this.booking, { feature: 'shadow-hunter', operation: 'check', meter }, () =>
      this.performCheck(order, context, meter),
    );
  }

  private async performCheck(
    { language, store, ...subject }: CheckOrder,
    context: RunContext,
    meter: CostMeter,
  ): Promise<Check> {
    const { deadline, degraded } = currentScope();
    const startedMs = deadline.clock.now();
    const alreadyDegraded = degraded.length;
    const emit = (event: CheckEvent) => {
      context.emit(event);
    };
    const stage = (data: StageReport) => {
      emit({ event: 'stage', data });
    };

    stage({ stage: 'planning', ...(store && { check_id: context.id }) });
    const queries = planQueries(subject);

    // The lists are in our own database: comparing with them takes none of the searches' time.
    const screened = screenAlongside(this.screening, subject);
    stage({ stage: 'searching', counts: { queries: queries.length } });
    const gathered = await gather(this.search, queries, {
      fanOut: this.env.SHADOW_HUNTER_SEARCH_FANOUT,
      shareMs: deadline.remainingMs() * SEARCH_SHARE,
      meter,
      onFound: (query, results) => {
        stage({ stage: 'searching', category: query.category, counts: { results } });
      },
    });

    const ranked = await selectEvidence(gathered.pages, subject);
    stage({
      stage: 'reading',
      counts: { pages: Math.min(ranked.evidence.length, this.env.SHADOW_HUNTER_READ_PAGES) },
    });
    const { pages, read } = await readPages(
      this.reader,
      { pages: gathered.pages, best: ranked.evidence, subject },
      {
        count: this.env.SHADOW_HUNTER_READ_PAGES,
        shareMs: Math.min(READ_AT_MOST_MS, deadline.remainingMs() * READ_SHARE),
        maxCharacters: PASSAGE_CHARACTERS,
      },
    );
    // Ranked again: what a page says in full can show that it is about somebody else, or the same as another one.
    const { evidence: found, ...left } = await selectEvidence(pages, subject);
    const { lists, hits } = await screened;
    const listed = hits.map((hit, i) => ({ hit, item: evidenceOf(hit, `ev_${String(found.length + i + 1)}`) }));
    const evidence = [...found, ...listed.map(({ item }) => item)];
    stage({
      stage: 'selecting',
      counts: { pages: gathered.pages.length, read, evidence: evidence.length, listed: hits.length, ...leftOut(left) },
    });
    for (const item of evidence) emit({ event: 'evidence', data: item });

    stage({ stage: 'verifying', counts: { evidence: found.length } });
    const judged = await this.findSignals(subject, found, language, meter);
    const { narrative, dropped } = judged;
    const fromLists = listed.map(({ hit, item }) => signalOf(hit, item.evidence_id, language));
    const signals = worstFirst([...fromLists, ...judged.signals]);

    stage({ stage: 'deciding', counts: { signals: signals.length } });
    const check: Check = {
      check_id: context.id,
      subject,
      language,
      risk_level: verdict({ signals, unsearched: unsearched(queries, gathered) }),
      signals,
      evidence,
      watchlists: lists.map(({ source, version, importedAt }) => ({ source, version, imported_at: importedAt })),
      narrative,
      dropped_claims: dropped,
      cost: meter.total(),
      degraded: distinct(degraded.slice(alreadyDegraded)),
      duration_ms: Math.round(deadline.clock.now() - startedMs),
      created_at: new Date().toISOString(),
    };
    if (store) await this.store.insert(check, context.commit);
    emit({ event: 'result', data: check });
    return check;
  }

  /** What the model finds, backed by the rules; the rules alone when there is no model to be had in time. */
  private async findSignals(
    subject: CheckSubject,
    evidence: readonly Evidence[],
    language: AnswerLanguage,
    meter: CostMeter,
  ) {
    const fromRules = await findSignals(evidence, language, namesOf(subject.company_name, subject.notes));
    // Without evidence there is nothing to read, and nothing to pay for.
    if (evidence.length === 0) return { signals: [], narrative: '', dropped: 0 };
    return degrade(
      'verify',
      async () => {
        const verified = await withDeadline(modelShareMs(currentScope().deadline.remainingMs()), () =>
          verifyCompany(this.llm, { subject, evidence, language }, meter),
        );
        return { ...verified, signals: mergeSignals(verified.signals, fromRules) };
      },
      () => ({ signals: worstFirst(fromRules), narrative: '', dropped: 0 }),
    );
  }
}

function modelShareMs(remainingMs: number): number {
  return Math.max(0, remainingMs - Math.max(RESERVE_AT_LEAST_MS, remainingMs * RESERVE_SHARE));
}

function leftOut(selection: { duplicates: number; unrelated: number; instructionsRemoved: number }) {
  const { duplicates, unrelated, instructionsRemoved } = selection;
  return { duplicates, unrelated, instructions_removed: instructionsRemoved };
}

/** Categories of which not one search was answered. */
function unsearched(queries: readonly PlannedQuery[], { failed }: Gathered): Set<SignalCategory> {
  const answered = new Set(queries.filter((query) => !failed.includes(query)).map((query) => query.category));
  return new Set(queries.map((query) => query.category).filter((category) => !answered.has(category)));
}
