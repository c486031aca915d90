import { Problem } from '@tradewind/contracts';

export interface ClientOptions {
  baseUrl: string;
  apiKey: string;
}

/** The public HTTP API as a tenant's front end sees it: waits as long as a refusal says, and no longer. */
export function createClient({ baseUrl, apiKey }: ClientOptions) {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };

  async function send(method: string, path: string, body?: object, accept = 'application/json'): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const answer = await fetch(new URL(path, baseUrl), {
        method,
        headers: { ...headers, accept },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (answer.ok) return answer;
      const retryAfterMs = Number(answer.headers.get('retry-after-ms'));
      const mayRetry = (answer.status === 429 || answer.status === 503) && retryAfterMs > 0 && attempt < 5;
      if (!mayRetry) throw new Error(await explain(method, path, answer));
      await answer.body?.cancel();
      await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
    }
  }

  return {
    get: async (path: string): Promise<unknown> => (await send('GET', path)).json(),
    getText: async (path: string, accept: string): Promise<string> =>
      (await send('GET', path, undefined, accept)).text(),
    post: async (path: string, body: object): Promise<unknown> => (await send('POST', path, body)).json(),
    put: async (path: string, body: object): Promise<unknown> => (await send('PUT', path, body)).json(),
    /** Yields the `data` of each server-sent event. */
    async *stream(path: string, body: object): AsyncGenerator<string> {
      const answer = await send('POST', path, body, 'text/event-stream');
      let rest = '';
      const decoder = new TextDecoder();
      for await (const chunk of answer.body ?? []) {
        const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) if (line.startsWith('data: ')) yield line.slice(6);
      }
    },
  };
}

async function explain(method: string, path: string, answer: Response): Promise<string> {
  const text = await answer.text();
  let detail = text.slice(0, 300);
  try {
    const problem = Problem.safeParse(JSON.parse(text));
    if (problem.success) detail = `${problem.data.code}: ${problem.data.detail}`;
  } catch {
    // Not JSON: the text itself is the best explanation there is.
  }
  return `${method} ${path} answered ${answer.status}. ${detail}`;
}
