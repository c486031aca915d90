/**
 * Turns work that reports through a callback into something that can be iterated, for example to stream its progress.
 * The events of failed work end with its error. Nothing is dropped: give it work whose number of events is bounded.
 */
export async function* emittedEvents<E>(
  work: (emit: (event: E) => void) => Promise<void>,
): AsyncGenerator<E, void, undefined> {
  const waiting: E[] = [];
  let wake = (): void => undefined;
  let settled: { error?: unknown } | undefined;
  const settle = (outcome: { error?: unknown }): void => {
    settled = outcome;
    wake();
  };
  work((event) => {
    waiting.push(event);
    wake();
  }).then(
    () => {
      settle({});
    },
    (error: unknown) => {
      settle({ error });
    },
  );
  for (;;) {
    const next = waiting.shift();
    if (next !== undefined) {
      yield next;
    } else if (settled !== undefined) {
      if ('error' in settled) throw settled.error;
      return;
    } else {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }
}
