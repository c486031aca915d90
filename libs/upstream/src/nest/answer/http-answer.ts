/** What Fastify's reply and Express' response have in common. */
export interface HttpAnswer {
  /** Fastify: answered, or taken over by the handler. */
  readonly sent?: boolean;
  /** Fastify's own response underneath. */
  readonly raw?: { readonly headersSent?: boolean };
  /** Express. */
  readonly headersSent?: boolean;
  status(status: number): unknown;
  header(name: string, value: string): unknown;
  send(body: string): unknown;
}

/** Whether it is too late for headers. */
export function hasBegun(answer: Pick<HttpAnswer, 'sent' | 'raw' | 'headersSent'>): boolean {
  return answer.sent === true || (answer.raw?.headersSent ?? answer.headersSent ?? false);
}
