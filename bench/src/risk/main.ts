// npm run bench:risk: checks and reports over HTTP, on a search engine and a language model as slow as paid ones are.
import { quantile, round } from '../support/statistics.js';
import { createScratchDatabase } from '../support/scratch-database.js';
import { flood } from './flood.js';
import { criticalPathMs, peak, utilisation } from './critical-path.js';
import { KEY, startRiskService } from './service.js';
import { meanOf, RiskStandIn, type Call } from './stand-in.js';
import { type Answered, ask, type Door, even, openLoop, random } from './traffic.js';

const SEARCH = { p50Ms: 400, p99Ms: 1_500 };
const LLM = { p50Ms: 1_800, p99Ms: 4_000 };
/** The web pages behind the results, of which a check reads the best six. */
const PAGE = { p50Ms: 150, p99Ms: 600 };
/** The defaults of the service. */
const BUDGETS = { fanOut: 5, llm: 4 };
const REPORT_LLM = 3;
const SECTIONS = 5;
const LOAD = 0.7;
/** The order every report is about. */
const ORDER = {
  order_value: { amount: '48000.00', currency: 'USD' },
  payment_terms: 'open_account',
  goods: 'steel sheets',
  route: { from: 'Ningbo', to: 'Felixstowe' },
};
const STEADY_MS = 36_000;
const RANDOM_MS = 24_000;
/** Of both, while the queues are flooded: what matters then is who is refused, and when. */
const QUICK = { p50Ms: 40, p99Ms: 80 };
const SATURATED_MS = 20_000;
/** Until the queues are full. */
const WARM_UP_MS = 6_000;

const startedMs = performance.now();
const standIn = new RiskStandIn(SEARCH, LLM, PAGE);
const standInUrl = await standIn.listen();
const database = await createScratchDatabase(process.env['DATABASE_URL']);
const service = await startRiskService(standInUrl, database);
try {
  const checks: Door = {
    ...{ url: `${service.url}/shadow-hunter/checks`, key: KEY },
    body: (company) => ({ company_name: company, country: 'GB' }),
  };
  const checkId = await firstCheck(checks);
  const reports: Door = {
    ...{ url: `${service.url}/nexus-assess/reports`, key: KEY },
    body: () => ({ ...ORDER, check_id: checkId }),
  };
  const checksPerSecond = (1_000 * BUDGETS.llm) / meanOf(LLM);
  const reportsPerSecond = (1_000 * REPORT_LLM) / (SECTIONS * meanOf(LLM));

  Object.assign(standIn, { search: QUICK, llm: QUICK, page: QUICK });
  const floods = { checks: await flood(checks, '5'), reports: await flood(reports, '6') };
  for (const [what, { finished, refusals, dishonest, attempts }] of Object.entries(floods)) {
    console.log(
      `200 ${what} at once: ${finished} finished after ${attempts} attempts, ${refusals} refusals, ${dishonest} without an honest time to return`,
    );
  }
  const refusedMs = Object.values(floods).flatMap((each) => each.refusedMs);
  console.log(
    `${refusedMs.length} callers at a full queue: refused within ${round(quantile(refusedMs, 0.5), 1)} ms p50, ${round(quantile(refusedMs, 0.99), 1)} ms p99`,
  );
  Object.assign(standIn, { search: SEARCH, llm: LLM, page: PAGE });

  standIn.calls.length = 0;
  const [checked, reported] = await Promise.all([
    openLoop(checks, { perSecond: LOAD * checksPerSecond, durationMs: STEADY_MS, arrivals: even, name: '1' }),
    openLoop(reports, { perSecond: LOAD * reportsPerSecond, durationMs: STEADY_MS, arrivals: even, name: '2' }),
  ]);
  const took = show('check', checked);
  const reportTook = show('report', reported);
  const byCompany = new Map<string, Call[]>();
  for (const call of standIn.calls) byCompany.set(call.company, [...(byCompany.get(call.company) ?? []), call]);
  const ratios = checked.map(
    ({ company, tookMs }) => tookMs / criticalPathMs(byCompany.get(company) ?? [], BUDGETS.fanOut),
  );
  console.log(
    `check ÷ its own longest path: p50 ${round(quantile(ratios, 0.5))}, p95 ${round(quantile(ratios, 0.95))}`,
  );
  const scattered = show(
    'random check',
    await openLoop(checks, {
      perSecond: LOAD * checksPerSecond,
      durationMs: RANDOM_MS,
      arrivals: random(1),
      name: '3',
    }),
  );

  standIn.calls.length = 0;
  const beganMs = performance.now();
  const saturated = { durationMs: SATURATED_MS, arrivals: even };
  const [crowd] = await Promise.all([
    openLoop(checks, { ...saturated, perSecond: 2.5 * checksPerSecond, name: '4' }),
    openLoop(reports, { ...saturated, perSecond: 2.5 * reportsPerSecond, name: '7' }),
  ]);
  const of = (kind: Call['kind']) => standIn.calls.filter((call) => call.kind === kind);
  const window = [beganMs + WARM_UP_MS, beganMs + SATURATED_MS] as const;
  const used = {
    checks: utilisation(of('verify'), BUDGETS.llm, ...window),
    reports: utilisation(of('section'), REPORT_LLM, ...window),
  };
  const refused = crowd.filter(({ status }) => status === 429).length;
  console.log(
    `at 2.5 × capacity: checks use ${round(used.checks)} and reports ${round(used.reports)} of their language model budget; ${refused} of ${crowd.length} checks refused`,
  );
  console.log(
    `most calls in work at once: search ${peak(of('search'))}, checks' model ${peak(of('verify'))}, reports' model ${peak(of('section'))}`,
  );
  console.log(`database ${database.kind}; took ${round((performance.now() - startedMs) / 1_000, 1)} s`);
  console.log(
    JSON.stringify({
      checkP50Ms: round(quantile(took, 0.5), 0),
      checkP95Ms: round(quantile(took, 0.95), 0),
      checkP95AtRandomMs: round(quantile(scattered, 0.95), 0),
      criticalPathRatio: round(quantile(ratios, 0.95)),
      reportP95Ms: round(quantile(reportTook, 0.95), 0),
      utilisation: round(Math.min(used.checks, used.reports)),
      refusedP99Ms: round(quantile(refusedMs, 0.99), 1),
      floodUnfinished: 400 - floods.checks.finished - floods.reports.finished,
    }),
  );
} finally {
  await service.stop();
  standIn.close();
  await database.drop();
}

/** The check every report of this run rests on. */
async function firstCheck(door: Door): Promise<string> {
  await ask(door, 'Company 0 Metals');
  const list = await fetch(door.url, { headers: { authorization: `Bearer ${door.key}` } });
  const { data } = (await list.json()) as { data: { check_id: string }[] };
  const [check] = data;
  if (check === undefined) throw new Error('The first check was not kept.');
  return check.check_id;
}

/** Prints what was answered, and gives the times of the answers. */
function show(what: string, answers: readonly Answered[]): number[] {
  const good = answers.filter(({ status }) => status === 201);
  const took = good.map(({ tookMs }) => tookMs);
  const degraded = good.filter((answer) => answer.degraded > 0).length;
  console.log(
    `${what}s at ${LOAD} of capacity: ${answers.length} asked, ${answers.length - good.length} not answered, ${degraded} degraded, p50 ${round(quantile(took, 0.5), 0)} ms, p95 ${round(quantile(took, 0.95), 0)} ms`,
  );
  return took;
}
