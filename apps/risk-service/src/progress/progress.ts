import { emittedEvents, type SseEvent } from '@tradewind/platform';

/** An event of a request that reports its progress and ends with its answer. */
interface ProgressEvent {
  readonly event: string;
  readonly data: unknown;
}

/**
 * The events of a request as a stream, numbered from 1 and ending with `result`. A repeat that is answered from an earlier
 * request has nothing to report but its result.
 */
export async function* progressOf<E extends ProgressEvent, T>(
  perform: (onEvent: (event: E) => void) => Promise<T>,
): AsyncGenerator<SseEvent, void, undefined> {
  let id = 0;
  const events = emittedEvents<ProgressEvent>(async (emit) => {
    let ended = false;
    const answer = await perform((event) => {
      ended ||= event.event === 'result';
      emit(event);
    });
    if (!ended) emit({ event: 'result', data: answer });
  });
  for await (const event of events) yield { ...event, id: (id += 1) };
}
