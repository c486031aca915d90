// npm run bench:risk: checks and reports over HTTP, on a search engine and a language model as slow as paid ones are.
import { quantile, round } from '../support/statistics.js';
import { createScratchDatabase } from '../gateway/scratch-database.js';
import { criticalPathMs, peak, utilisation } from './critical-path.js';
import { KEY, startRiskService } from './service.js';
import { meanOf, RiskStandIn, type Call } from './stand-in.js';
import { type Answered, ask, type Door, openLoop } from './traffic.js';

const SEARCH = { p50Ms: 400, p99Ms: 1_500 };
const LLM = { p50Ms: 1_800, p99Ms: 4_000 };
/** The defaults of the service. */
const BUDGETS = { fanOut: 5, search: 10, llm: 4 };
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
const STEADY_MS = 40_000;
const SATURATED_MS = 20_000;
/** Until the queues are full. */
const WARM_UP_MS = 6_000;

const startedMs = performance.now();
const standIn = new RiskStandIn(SEARCH, LLM);
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

  standIn.calls.length = 0;
  const [checked, reported] = await Promise.all([
    openLoop(checks, LOAD * checksPerSecond, STEADY_MS, 1),
    openLoop(reports, LOAD * reportsPerSecond, STEADY_MS, 2),
  ]);
  const took = show('check', checked);
  const reportTook = show('report', reported);
  const calls = [...standIn.calls];
  const byCompany = new Map<string, Call[]>();
  for (const call of calls) byCompany.set(call.company, [...(byCompany.get(call.company) ?? []), call]);
  const paths = checked.map(({ company }) => criticalPathMs(byCompany.get(company) ?? [], calls, BUDGETS));
  const ratios = checked.map(({ tookMs }, index) => tookMs / (paths[index] ?? Infinity));
  console.log(
    `check ÷ its own longest path: p50 ${round(quantile(ratios, 0.5))}, p95 ${round(quantile(ratios, 0.95))}`,
  );

  standIn.calls.length = 0;
  const beganMs = performance.now();
  const [flood] = await Promise.all([
    openLoop(checks, 2.5 * checksPerSecond, SATURATED_MS, 3),
    openLoop(reports, 2.5 * reportsPerSecond, SATURATED_MS, 4),
  ]);
  const of = (kind: Call['kind']) => standIn.calls.filter((call) => call.kind === kind);
  const window = [beganMs + WARM_UP_MS, beganMs + SATURATED_MS] as const;
  const used = {
    checks: utilisation(of('verify'), BUDGETS.llm, ...window),
    reports: utilisation(of('section'), REPORT_LLM, ...window),
  };
  const refused = flood.filter(({ status }) => status === 429).length;
  console.log(
    `at 2.5 × capacity: checks use ${round(used.checks)} and reports ${round(used.reports)} of their language model budget; ${refused} of ${flood.length} checks refused`,
  );
  console.log(
    `most calls in work at once: search ${peak(of('search'))}, checks' model ${peak(of('verify'))}, reports' model ${peak(of('section'))}`,
  );
  console.log(`database ${database.kind}; took ${round((performance.now() - startedMs) / 1_000, 1)} s`);
  console.log(
    JSON.stringify({
      checkP50Ms: round(quantile(took, 0.5), 0),
      checkP95Ms: round(quantile(took, 0.95), 0),
      criticalPathRatio: round(quantile(ratios, 0.95)),
      reportP95Ms: round(quantile(reportTook, 0.95), 0),
      utilisation: round(Math.min(used.checks, used.reports)),
    }),
  );
} finally {
  await service.stop();
  standIn.close();
  await database.drop();
}

/** The check every report of this run rests on. */
async function firstCheck(door: Door): Promise<string> {
  await ask(door, 'Company 0 Metals Ltd');
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
