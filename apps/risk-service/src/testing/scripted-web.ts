import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encode } from './encode.js';

/** One page of the scripted web. */
export interface ScriptedPage {
  /** `site.example/path`; the site becomes a host of its own under `localhost`. */
  readonly at: string;
  readonly title: string;
  readonly text: string;
  /** What the search engine cuts out; default: the title again. */
  readonly snippet?: string;
  /** Default utf-8. */
  readonly encoding?: string;
}

/** What the model is given: the system message and the user's JSON. */
export interface ModelCall {
  readonly system: string;
  readonly data: {
    readonly task?: string;
    readonly evidence?: readonly {
      readonly id: string;
      readonly url: string;
      readonly title: string;
      readonly snippet: string;
    }[];
  };
}

/** A search engine that finds every page, the pages, and a language model that answers as it is told, on one port. */
export class ScriptedWeb {
  pages: readonly ScriptedPage[] = [];
  /** The model's answer; undefined = it is down. */
  model: (call: ModelCall) => unknown = () => undefined;
  /** How long a search, a page and the model take; the model by what it is asked to do. */
  delayMs = { search: 0, page: 0, verify_company: 0, write_section: 0 };
  readonly calls: ModelCall[] = [];
  /** Calls to the model in work, by the task they are for. */
  readonly inFlight = new Map<string, number>();
  readonly peak = new Map<string, number>();
  private readonly server: Server = createServer((request, response) => {
    void this.answer(request, response);
  });

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${String(this.port)}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    if (request.method === 'GET') return this.serve(request, response);
    if (request.url?.endsWith('/search') === true) return this.find(response);
    return this.complete(response, body);
  }

  private find(response: ServerResponse): void {
    const organic = this.pages.map(({ at, title, snippet }) => {
      const [site = '', ...path] = at.split('/');
      return {
        title,
        link: `http://${site}.localhost:${String(this.port)}/${path.join('/')}`,
        snippet: snippet ?? title,
      };
    });
    send(response, { organic }, this.delayMs.search);
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const site = (request.headers.host ?? '').replace(/\.localhost(?::\d+)?$/, '');
    const page = this.pages.find(({ at }) => at === `${site}${request.url ?? ''}`);
    if (page === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { encoding = 'utf-8', title, text } = page;
    const paragraphs = text.split('\n').map((line) => `<p>${line}</p>`);
    const html = `<!doctype html><html><head><meta charset="${encoding}"><title>${title}</title></head><body><nav>Home</nav><main><h1>${title}</h1>${paragraphs.join('')}</main></body></html>`;
    setTimeout(() => {
      // The page says itself how it is encoded, as old pages do.
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end(encoding === 'utf-8' ? html : encode(html, encoding));
    }, this.delayMs.page);
  }

  private complete(response: ServerResponse, body: string): void {
    const { messages } = JSON.parse(body) as { messages: { content: string }[] };
    const call: ModelCall = {
      system: messages[0]?.content ?? '',
      data: JSON.parse(messages.at(-1)?.content ?? '{}') as ModelCall['data'],
    };
    this.calls.push(call);
    const task = call.data.task ?? '';
    const running = (this.inFlight.get(task) ?? 0) + 1;
    this.inFlight.set(task, running);
    this.peak.set(task, Math.max(running, this.peak.get(task) ?? 0));
    response.once('close', () => this.inFlight.set(task, (this.inFlight.get(task) ?? 0) - 1));
    const answer = this.model(call);
    if (answer === undefined) {
      response.writeHead(500).end();
      return;
    }
    const content = typeof answer === 'string' ? answer : JSON.stringify(answer);
    send(
      response,
      {
        ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 0, model: 'scripted' },
        choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
        usage: { prompt_tokens: 900, completion_tokens: 90, total_tokens: 990 },
      },
      task === 'verify_company' ? this.delayMs.verify_company : this.delayMs.write_section,
    );
  }
}

function send(response: ServerResponse, answer: unknown, delayMs: number): void {
  setTimeout(() => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }, delayMs);
}
