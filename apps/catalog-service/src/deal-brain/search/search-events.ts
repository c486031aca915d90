import type { SearchRequest } from '@tradewind/contracts';
import { emittedEvents, type SseEvent } from '@tradewind/platform';
import type { SearchService } from './search.service.js';

/**
 * The events once the first of them is there: until then a search can still fail with a status of its own, which a stream that has
 * begun cannot.
 */
export async function begun(events: AsyncGenerator<SseEvent, void, undefined>): Promise<AsyncIterable<SseEvent>> {
  const first = await events.next();
  return (async function* () {
    if (first.done === true) return;
    yield first.value;
    yield* events;
  })();
}

/** A search as a stream of events, numbered from 1: `results`, `explanation` for each product explained, `result`. */
export async function* searchEvents(
  service: Pick<SearchService, 'search'>,
  request: SearchRequest,
): AsyncGenerator<SseEvent, void, undefined> {
  let id = 0;
  const events = emittedEvents<SseEvent>(async (emit) => {
    let shown = false;
    const answer = await service.search(request, {
      onResults: (data) => {
        shown = true;
        emit({ event: 'results', data });
      },
      onExplanation: (product_id, explanation) => {
        emit({ event: 'explanation', data: { product_id, explanation } });
      },
    });
    if (!shown) emit({ event: 'results', data: answer });
    emit({ event: 'result', data: answer });
  });
  for await (const event of events) yield { ...event, id: (id += 1) };
}
