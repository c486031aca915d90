import { TaskAccepted } from '@tradewind/contracts';
import { ask, type Asked, type Question } from './ask.js';
import { Tally } from './tally.js';

export interface Doors {
  risk: string;
  catalog: string;
  key: string;
  /** Where the next document is to be had. */
  nextDocument: () => string;
}

interface Kind {
  name: string;
  perSecond: number;
  question: (number: number) => Omit<Question, 'key' | 'timeoutMs' | 'headers'>;
}

/** A caller that has heard nothing for so long calls it a hang. */
const PATIENCE_MS = 60_000;
const QUERIES = ['stainless steel vacuum flask 500 ml', '不锈钢保温杯', 'travel mug bamboo', 'gas stove titanium'];
const ORDER = {
  order_value: { amount: '48000.00', currency: 'USD' },
  payment_terms: 'open_account',
  goods: '2,000 stainless steel vacuum flasks',
  route: { from: 'Ningbo', to: 'Felixstowe' },
};

/** What the product is for, each at a steady rate, whoever still waits. */
function kinds({ risk, catalog, nextDocument }: Doors): Kind[] {
  const company = (number: number) => ({ company_name: `Rolling Trade ${number} Ltd`, country: 'GB' });
  const chat = (number: number) => ({
    model: 'tradewind-chat',
    messages: [{ role: 'user', content: `What does FOB Ningbo mean for buyer ${number}?` }],
  });
  return [
    {
      name: 'search',
      perSecond: 6,
      question: (number) => ({
        url: `${catalog}/deal-brain/search`,
        body: { query: QUERIES[number % QUERIES.length], limit: 5 },
      }),
    },
    {
      name: 'check',
      perSecond: 1,
      question: (number) => ({ url: `${risk}/shadow-hunter/checks`, body: company(number) }),
    },
    { name: 'chat', perSecond: 4, question: (number) => ({ url: `${risk}/v1/chat/completions`, body: chat(number) }) },
    {
      name: 'chat stream',
      perSecond: 2,
      question: (number) => ({
        url: `${risk}/v1/chat/completions`,
        body: { ...chat(number), stream: true },
        streamEnd: /^data: \[DONE\]$/m,
      }),
    },
    {
      name: 'report stream',
      perSecond: 0.4,
      question: (number) => ({
        url: `${risk}/nexus-assess/reports`,
        body: { ...ORDER, subject: company(number) },
        streamEnd: /^event: result$/m,
      }),
    },
    {
      name: 'ingest',
      perSecond: 1.5,
      question: () => ({ url: `${catalog}/rag/ingest`, body: { url: nextDocument() } }),
    },
  ];
}

/** Constant load on all four systems. */
export class Traffic {
  readonly tally = new Tally();
  /** Tasks that were accepted: what was promised. */
  readonly tasks: string[] = [];
  private readonly asking = new Set<Promise<void>>();
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly doors: Doors,
    private readonly headers: Record<string, string> = {},
  ) {}

  start(): void {
    for (const kind of kinds(this.doors)) {
      let number = 0;
      this.timers.push(setInterval(() => this.send(kind, (number += 1)), 1_000 / kind.perSecond));
    }
  }

  /** Sends no more, and resolves when everybody has had an answer. */
  async stop(): Promise<void> {
    for (const timer of this.timers.splice(0)) clearInterval(timer);
    await Promise.all(this.asking);
  }

  private send({ name, question }: Kind, number: number): void {
    const startedMs = performance.now();
    const asked = ask({ ...question(number), key: this.doors.key, headers: this.headers, timeoutMs: PATIENCE_MS }).then(
      (answer) => {
        this.keep(name, answer);
        this.tally.add({ name, outcome: answer.outcome, startedMs, endedMs: performance.now() });
      },
    );
    this.asking.add(asked);
    void asked.finally(() => this.asking.delete(asked));
  }

  private keep(name: string, { body }: Asked): void {
    if (name === 'ingest' && body !== undefined) this.tasks.push(TaskAccepted.parse(body).task_id);
  }
}
