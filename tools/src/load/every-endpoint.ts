import { Chance } from '../fuzz/chance.js';
import { deliver } from '../fuzz/deliver.js';
import type { HostileRequest, Keys } from '../fuzz/request.js';
import { plainPath } from '../fuzz/hostile-targets.js';
import { keptHere } from '../fuzz/kept-here.js';
import { publishedOperations, type PublishedOperation } from '../fuzz/operations.js';
import { Pool } from '../fuzz/pool.js';
import { sample } from '../fuzz/sample.js';
import { judge } from '../fuzz/verdict.js';

export interface EveryEndpointOptions {
  riskUrl: string;
  catalogUrl: string;
  keys: Keys;
  seed: number;
  perSecond: number;
  /** Where a document lies that can be ingested. */
  documentUrl: string;
  onFault: (line: string) => void;
}

/** Ordinary requests to every published endpoint in turn, at a steady rate: what the documents show as examples, and ids that exist. */
export class EveryEndpoint {
  requests = 0;
  faults = 0;
  private readonly pool: Pool;
  private readonly asking = new Set<Promise<void>>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly options: EveryEndpointOptions) {
    this.pool = new Pool({}, [options.documentUrl]);
  }

  async start(): Promise<void> {
    const { riskUrl, catalogUrl, perSecond } = this.options;
    const operations = (await Promise.all([riskUrl, catalogUrl].map(publishedOperations)))
      .flat()
      .filter(leavesThingsBe);
    let number = 0;
    this.timer = setInterval(() => {
      const operation = operations[number % operations.length];
      if (operation !== undefined) this.send(operation, number);
      number += 1;
    }, 1_000 / perSecond);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await Promise.all(this.asking);
  }

  private send(operation: PublishedOperation, number: number): void {
    const request = this.ordinaryRequest(operation, number);
    const asked = deliver(request).then((delivered) => {
      this.requests += 1;
      const { fault } = judge(request, delivered);
      if (fault !== undefined) {
        this.faults += 1;
        this.options.onFault(`${request.operation}: ${fault}`);
      }
      if ('answer' in delivered) this.pool.learn(delivered.answer.text.slice(0, 100_000));
    });
    this.asking.add(asked);
    void asked.finally(() => this.asking.delete(asked));
  }

  private ordinaryRequest(operation: PublishedOperation, number: number): HostileRequest {
    const { seed, keys } = this.options;
    const chance = Chance.of(seed, number);
    const target = plainPath(operation, chance, this.pool);
    const { body, method, path, schemas, baseUrl } = operation;
    const value =
      body === undefined
        ? undefined
        : (structuredClone(body.example) ??
          sample(body.schema, chance, schemas, (name) => this.pool.known(name, target, chance)));
    return {
      ...{ number, attack: 'none', operation: `${method} ${path}`, baseUrl, method, target, delivery: 'whole' },
      headers: [
        ['authorization', `Bearer ${path.startsWith('/admin') ? keys.admin : keys.tenant}`],
        ...(value === undefined ? [] : [['content-type', 'application/json'] as [string, string]]),
      ],
      body: value === undefined ? undefined : Buffer.from(JSON.stringify(keptHere(value))),
      from: '127.0.0.1',
    };
  }
}

/** Not what changes how the product works, nor what deletes what the next request asks for, nor what never ends. */
function leavesThingsBe({ method, path }: PublishedOperation): boolean {
  if (path.startsWith('/admin') && method !== 'GET') return false;
  return method !== 'DELETE' && !/\/(?:cancel|retry|synonyms|boosts)$/.test(path) && !/\/live(?:\/self)?$/.test(path);
}
