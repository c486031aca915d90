import { closeConnections, deliver } from './deliver.js';
import { hostileRequest } from './hostile-request.js';
import { publishedOperations } from './operations.js';
import { Pool } from './pool.js';
import type { Keys } from './request.js';
import { reproduction } from './reproduction.js';
import { SettingsKeeper } from './settings-keeper.js';
import { judge } from './verdict.js';

const MAX_SHOWN = 40;

export interface CampaignOptions {
  riskUrl: string;
  catalogUrl: string;
  /** Where documents lie that can be ingested. */
  documentsUrl: string;
  keys: Keys;
  seed: number;
  requests: number;
  /** The number of the first one; each is made from the seed and its number alone. */
  first: number;
  concurrency: number;
  /** Takes bodies that do not fit into one line. */
  directory: string;
  /** Names of the secrets that stand in a text. Default: none are looked for. */
  secretsIn?: (text: string) => string[];
  say: (line: string) => void;
}

export interface CampaignResult {
  requests: number;
  serverErrors: number;
  /** Everything that was not as it should be, server errors among it. */
  faults: number;
  /** How often each status came, and each code of a refusal by 500 and more. */
  statuses: Record<string, number>;
  refusals: Record<string, number>;
}

/** Sends that many hostile requests to everything that the OpenAPI documents list, and says of each fault how to see it again. */
export async function campaign(options: CampaignOptions): Promise<CampaignResult> {
  const { riskUrl, catalogUrl, keys, seed, say } = options;
  const operations = (await Promise.all([riskUrl, catalogUrl].map(publishedOperations))).flat();
  const settings = await SettingsKeeper.of(riskUrl, keys.admin);
  const pool = new Pool(
    settings.sections,
    ['catalogue-en.pdf', 'spec-sheet.pdf', 'missing.pdf', 'broken.pdf'].map(
      (file) => `${options.documentsUrl}/${file}`,
    ),
  );
  for (const kind of ['tenants', 'apps', 'keys']) {
    const answer = await fetch(`${riskUrl}/admin/${kind}?limit=100`, {
      headers: { authorization: `Bearer ${keys.admin}` },
    });
    pool.protect(await answer.text());
  }
  const result: CampaignResult = { requests: 0, serverErrors: 0, faults: 0, statuses: {}, refusals: {} };
  const count = (counts: Record<string, number>, key: string) => (counts[key] = (counts[key] ?? 0) + 1);
  let next = options.first;
  const end = options.first + options.requests;

  async function sender(): Promise<void> {
    while (next < end) {
      const hostile = hostileRequest(seed, next++, operations, keys, pool);
      const delivered = await deliver(hostile);
      const { fault: wrong, isServerError, code } = judge(hostile, delivered);
      const secrets = 'answer' in delivered ? (options.secretsIn?.(delivered.answer.text) ?? []) : [];
      const fault = wrong ?? (secrets.length > 0 ? `the answer holds ${secrets.join(', ')}` : undefined);
      result.requests += 1;
      const status = 'answer' in delivered ? delivered.answer.status : 0;
      count(result.statuses, status === 0 ? 'none' : String(status));
      if (status >= 500) count(result.refusals, `${status} ${code ?? 'no code'}`);
      if (isServerError) result.serverErrors += 1;
      if (fault !== undefined) {
        result.faults += 1;
        if (result.faults <= MAX_SHOWN) {
          say(`${fault}  (${hostile.operation}, ${hostile.attack}, request ${hostile.number} of seed ${seed})`);
          say(`    ${reproduction(hostile, options.directory)}`);
        }
      }
      if ('answer' in delivered && status < 300) {
        pool.learn(delivered.answer.text.slice(0, 100_000));
        const edited = hostile.target.startsWith('/admin/settings/') && hostile.method !== 'GET';
        if (edited) await settings.restore();
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: options.concurrency }, sender));
  } finally {
    closeConnections();
  }
  return result;
}
