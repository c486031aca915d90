// npm run eval:search: how good product search is, per language and stage, on the judged queries over the demo catalogue.
// On the embedded database, or on the server of DATABASE_URL. --stages text,vector,fused,reranked; --worst 20 lists failures.
import { parseArgs } from 'node:util';
import { startSandbox } from '@tradewind/sandbox';
import { z } from 'zod';
import { round } from '../support/statistics.js';
import { evaluationDatabase } from './database.js';
import { demoCatalogue } from './demo-catalogue.js';
import { Engine, STAGES, type Stage } from './engine.js';
import { evaluate, type Quality } from './evaluate.js';
import { judgedQueries } from './judged-query.js';
import { GROUPS, type Group } from './judgement.js';
import { miniSearch } from './mini-search.js';

const { values } = parseArgs({
  options: { stages: { type: 'string', default: STAGES.join(',') }, worst: { type: 'string', default: '0' } },
});
const stages = z.array(z.enum(STAGES)).parse(values.stages.split(','));

const sandbox = await startSandbox();
const database = await evaluationDatabase(process.env['DATABASE_URL']);
const engine = new Engine(database, sandbox.url);
try {
  const products = await demoCatalogue(sandbox.url);
  const queries = judgedQueries(products);
  await engine.load(products);

  const results: Partial<Record<Stage | 'miniSearch', Record<Group | 'all', Quality>>> = {};
  results.miniSearch = await evaluate(miniSearch(products), queries, products);
  for (const stage of stages) {
    const failures: string[] = [];
    results[stage] = await evaluate(
      (query, limit) => engine.rank(stage, query, limit),
      queries,
      products,
      ({ group, query }, ndcg10, ranking) =>
        failures.push(`${ndcg10.toFixed(3)} ${group}: ${query} → ${ranking.slice(0, 4).join(', ')}`),
    );
    for (const failure of failures.sort().slice(0, Number(values.worst))) console.log(`${stage} ${failure}`);
  }
  print(results);
  console.log(
    JSON.stringify({
      database: process.env['DATABASE_URL'] === undefined ? 'embedded' : 'server',
      products: products.length,
      queries: results.miniSearch.all.queries,
      ...Object.fromEntries(
        Object.entries(results).map(([stage, quality]) => [
          stage,
          { ndcg10: round(quality.all.ndcg10), recall50: round(quality.all.recall50), mrr: round(quality.all.mrr) },
        ]),
      ),
      chineseTextNdcg10: results.text && round(results.text.chinese.ndcg10),
    }),
  );
} finally {
  await engine.close();
  await database.drop();
  await sandbox.close();
}

function print(results: Partial<Record<Stage | 'miniSearch', Record<Group | 'all', Quality>>>): void {
  const columns = Object.entries(results);
  console.log(`\nNDCG@10 / recall@50 / MRR`.padEnd(28) + columns.map(([name]) => name.padEnd(22)).join(''));
  for (const group of [...GROUPS, 'all'] as const) {
    const count = columns[0]?.[1][group].queries ?? 0;
    const cells = columns.map(([, quality]) => {
      const { ndcg10, recall50, mrr } = quality[group];
      return `${ndcg10.toFixed(3)} ${recall50.toFixed(3)} ${mrr.toFixed(3)}`.padEnd(22);
    });
    console.log(`${group} (${String(count)})`.padEnd(27) + cells.join(''));
  }
}
