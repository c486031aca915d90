import { product } from './product.js';

export interface StreamEvent {
  id: string;
  event: string;
  data: unknown;
}

/** Reads a stream of events as an EventSource would, with the headers it would send; ends with the stream or when `enough` says so. */
export async function readEvents(
  path: string,
  options: { key?: string; lastEventId?: string; enough?: (events: StreamEvent[]) => boolean } = {},
): Promise<{ status: number; events: StreamEvent[] }> {
  const response = await fetch(new URL(path, product().edgeUrl), {
    headers: {
      accept: 'text/event-stream',
      authorization: `Bearer ${options.key ?? product().apiKey}`,
      ...(options.lastEventId === undefined ? {} : { 'last-event-id': options.lastEventId }),
    },
  });
  const events: StreamEvent[] = [];
  if (response.status !== 200 || response.body === null) return { status: response.status, events };
  const decoder = new TextDecoder();
  let pending = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const blocks = (pending + decoder.decode(chunk, { stream: true })).split('\n\n');
    pending = blocks.pop() ?? '';
    events.push(...blocks.flatMap(parsed));
    // Leaving the loop closes the connection.
    if (options.enough?.(events) === true) break;
  }
  return { status: response.status, events };
}

function parsed(block: string): StreamEvent[] {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const data = field('data');
  return data === undefined ? [] : [{ id: field('id') ?? '', event: field('event') ?? '', data: JSON.parse(data) }];
}
