import { Inject, Injectable } from '@nestjs/common';
import type { Check, ListQuery, Report, ReportRequest } from '@tradewind/contracts';
import { badRequest, newId } from '@tradewind/platform';
import { currentScope, withDeadline } from '@tradewind/upstream';
import type { LlmPort } from '@tradewind/upstream';
import type { Page } from '../answers/page.js';
import { withBooking } from '../costs/book-cost.js';
import { CostMeter, PRICES } from '../costs/cost-meter.js';
import { UsageBooking } from '../usage/booking/usage-booking.js';
import type { Prices } from '../costs/cost-meter.js';
import { distinct } from '../degraded/distinct.js';
import type { RunContext } from '../runs/run.js';
import { inLanguage } from '../shadow-hunter/signals/in-language.js';
import { ShadowHunterService } from '../shadow-hunter/shadow-hunter.service.js';
import { mitigations } from './mitigations/mitigations.js';
import { REPORT_LLM } from './nexus-assess.ports.js';
import type { ReportEvent } from './report-event.js';
import { type Score, scoreOrder } from './score/score.js';
import { writeSections } from './sections/write-sections.js';
import { ReportStore } from './store/report-store.js';

/** Share of the remaining time that a check run for the report may take, and the most it ever needs. */
const CHECK_SHARE = 0.5;
const CHECK_AT_MOST_MS = 20_000;
/** Kept back from the sections for storing the answer. */
const RESERVE_SHARE = 0.1;
const RESERVE_AT_LEAST_MS = 300;

/** Risk reports: a score by rules, explained section by section by a language model, always complete in what the rules say. */
@Injectable()
export class NexusAssessService {
  constructor(
    @Inject(REPORT_LLM) private readonly llm: LlmPort,
    private readonly shadowHunter: ShadowHunterService,
    private readonly store: ReportStore,
    private readonly booking: UsageBooking,
    @Inject(PRICES) private readonly prices: Prices,
  ) {}

  get(reportId: string): Promise<Report> {
    return this.store.get(reportId);
  }

  list(query: ListQuery): Promise<Page<Report>> {
    return this.store.list(query);
  }

  /** A report and the check it rests on, which holds its sources. */
  async withCheck(reportId: string): Promise<{ report: Report; check: Check }> {
    const report = await this.store.get(reportId);
    return { report, check: await this.shadowHunter.get(report.check_id) };
  }

  /**
   * Writes a report and keeps it, unless it is not to be kept. Sections that fail stay empty and are named in `degraded`; the score never depends on them.
   *
   * @throws AppError 404 `check.not_found`
   */
  report(request: ReportRequest, context: RunContext): Promise<Report> {
    const meter = new CostMeter(this.prices);
    return withBooking(this.booking, { feature: 'nexus-assess', operation: 'report', meter }, () =>
      this.performReport(request, context, meter),
    );
  }

  private async performReport(request: ReportRequest, context: RunContext, meter: CostMeter): Promise<Report> {
    const { deadline, degraded } = currentScope();
    const startedMs = deadline.clock.now();
    const emit = (event: ReportEvent) => {
      context.emit(event);
    };

    emit({ event: 'stage', data: { stage: 'preparing', ...(request.store && { report_id: context.id }) } });
    const check = await this.checkFor(request, meter, context.emit);
    emit({ event: 'stage', data: { stage: 'scoring' } });
    const { order_value, payment_terms, goods, route, language } = request;
    const order = { order_value, payment_terms, goods, route };
    const score = scoreOrder(check, order, language);
    const advice = mitigations({ check, order, score }, language);

    emit({ event: 'stage', data: { stage: 'writing' } });
    const facts = { check: inLanguage(check, language), order, score, mitigations: advice };
    const sections = await writeSections(this.llm, facts, language, {
      shareMs: sectionsShareMs(deadline.remainingMs()),
      meter,
      onSection: (section) => {
        emit({ event: 'section', data: section });
      },
    });

    const report: Report = {
      report_id: context.id,
      check_id: check.check_id,
      company_name: check.subject.company_name,
      country: check.subject.country,
      language,
      ...order,
      ...scored(score),
      mitigations: advice,
      sections,
      cost: meter.total(),
      // What the check lacked, the report lacks as well, whoever ran the check and when.
      degraded: distinct([...check.degraded, ...degraded]),
      duration_ms: Math.round(deadline.clock.now() - startedMs),
      created_at: new Date().toISOString(),
    };
    if (request.store) await this.store.insert(report, context.commit);
    emit({ event: 'result', data: report });
    return report;
  }

  /** The check the caller names, or a new one whose cost becomes the report's. */
  private async checkFor(request: ReportRequest, meter: CostMeter, emit: RunContext['emit']): Promise<Check> {
    if (request.check_id !== undefined) return this.shadowHunter.get(request.check_id);
    const { subject, language, store } = request;
    if (subject === undefined) throw badRequest('request.invalid', 'give exactly one of check_id or subject');
    const remainingMs = currentScope().deadline.remainingMs();
    const check = await withDeadline(Math.min(CHECK_AT_MOST_MS, remainingMs * CHECK_SHARE), () =>
      this.shadowHunter.check(
        { ...subject, language, store },
        {
          id: newId('chk'),
          commit: () => Promise.resolve(),
          // A check's events are a report's as well, but for its result, which is not the report's.
          emit: (event) => {
            if (event.event !== 'result') emit(event);
          },
        },
      ),
    );
    meter.add(check.cost);
    return check;
  }
}

function scored({ score, level, factors }: Score): Pick<Report, 'score' | 'risk_level' | 'factors'> {
  return { score, risk_level: level, factors };
}

function sectionsShareMs(remainingMs: number): number {
  return Math.max(0, remainingMs - Math.max(RESERVE_AT_LEAST_MS, remainingMs * RESERVE_SHARE));
}
