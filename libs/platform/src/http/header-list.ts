import type { FastifyReply } from 'fastify';

/** The headers of one answer as Node is quickest with them: names, in lower case, and values in turn. Each name once. */
export class HeaderList {
  readonly list: string[] = [];

  /** Takes the place of a header of the same name. */
  readonly set = (name: string, value: string): void => {
    const { list } = this;
    for (let at = 0; at < list.length; at += 2) {
      if (list[at] !== name) continue;
      list[at + 1] = value;
      return;
    }
    list.push(name, value);
  };

  setAll(headers: Readonly<Record<string, string>>): void {
    for (const name in headers) {
      const value = headers[name];
      if (value !== undefined) this.set(name, value);
    }
  }

  remove(name: string): void {
    const at = this.list.indexOf(name);
    if (at >= 0 && at % 2 === 0) this.list.splice(at, 2);
  }
}

/** What hooks have set on an answer so far. */
export function headersOf(reply: Pick<FastifyReply, 'getHeaders'>): HeaderList {
  const headers = new HeaderList();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : String(value));
  }
  return headers;
}
