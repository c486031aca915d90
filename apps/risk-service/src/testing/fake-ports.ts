import { PageReader } from '../shadow-hunter/read/page-reader.js';
import type { LlmPort, LlmRequest, LlmResult, SearchHit, SearchPort, SearchRequest } from '@tradewind/upstream';

/** A search engine that answers as a function of the request and remembers what it was asked. */
export class FakeSearch implements SearchPort {
  readonly requests: SearchRequest[] = [];
  inFlight = 0;
  peak = 0;

  constructor(private readonly answer: (request: SearchRequest) => SearchHit[] | Promise<SearchHit[]>) {}

  async search(request: SearchRequest): Promise<{ results: SearchHit[] }> {
    this.requests.push(request);
    this.inFlight += 1;
    this.peak = Math.max(this.peak, this.inFlight);
    try {
      await Promise.resolve();
      return { results: await this.answer(request) };
    } finally {
      this.inFlight -= 1;
    }
  }
}

/** A language model that answers as a function of the data in the user message, and remembers every request. */
export class FakeLlm implements LlmPort {
  readonly requests: LlmRequest[] = [];

  constructor(private readonly answer: (data: Record<string, unknown>) => unknown) {}

  async complete(request: LlmRequest): Promise<LlmResult> {
    this.requests.push(request);
    const answer = await this.answer(JSON.parse(request.messages.at(-1)?.content ?? '{}') as Record<string, unknown>);
    return {
      content: typeof answer === 'string' ? answer : JSON.stringify(answer),
      finishReason: 'stop',
      model: 'fake',
      usage: { inputTokens: 1_000, outputTokens: 100, exact: true },
    };
  }

  stream(): Promise<never> {
    return Promise.reject(new Error('Nothing in this service streams from the model.'));
  }
}

/** A web of pages that are not pages of text: every snippet stays as it is. */
export class NoPages extends PageReader {
  override read(): Promise<string> {
    return Promise.resolve('');
  }
}

export function hit(fields: Partial<SearchHit>): SearchHit {
  return { title: 'A page', url: 'https://example.com/a', snippet: '', publishedAt: null, ...fields };
}

export function never(): Promise<never> {
  return new Promise(() => undefined);
}
