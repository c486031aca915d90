export interface FlowBounds {
  /** Makes under way at once. */
  makersAtOnce: number;
  /** Writes under way at once. */
  writersAtOnce: number;
  /** Results made and not yet written: what memory they may take. Making waits beyond it. */
  maxUnwritten: number;
  /** Results that go into one write, if as many are there. */
  perWrite: number;
}

/**
 * Takes items from a source, makes something of each, and writes it, with making and writing apart: a slow write does not leave the
 * upstream that makes things idle, and a slow upstream does not hold a connection.
 *
 * After the first failure nothing new is begun; what was made is still written, because it was paid for. The failure is thrown
 * when everything has settled.
 */
export async function makeAndWrite<T, R>(
  source: AsyncIterator<T>,
  bounds: FlowBounds,
  make: (item: T) => Promise<R>,
  write: (results: R[]) => Promise<void>,
): Promise<void> {
  const unwritten: R[] = [];
  let taken = 0;
  let making = bounds.makersAtOnce;
  let failure: { error: unknown } | undefined;
  let wake = signal();

  const notify = (): void => {
    wake.resolve();
    wake = signal();
  };

  async function maker(): Promise<void> {
    while (!failure) {
      if (taken >= bounds.maxUnwritten) {
        await wake.promise;
        continue;
      }
      taken += 1;
      const next = await source.next();
      if (next.done === true) return;
      unwritten.push(await make(next.value));
      notify();
    }
  }

  async function writer(): Promise<void> {
    for (;;) {
      const results = unwritten.splice(0, bounds.perWrite);
      if (results.length === 0) {
        if (making === 0) return;
        await wake.promise;
        continue;
      }
      try {
        await write(results);
      } finally {
        taken -= results.length;
        notify();
      }
    }
  }

  const guarded = (work: () => Promise<void>, ended: () => void) => async () => {
    try {
      await work();
    } catch (error) {
      failure ??= { error };
    }
    ended();
    notify();
  };
  await Promise.all([
    ...Array.from(
      { length: bounds.makersAtOnce },
      guarded(maker, () => (making -= 1)),
    ),
    ...Array.from(
      { length: bounds.writersAtOnce },
      guarded(writer, () => undefined),
    ),
  ]);
  if (failure) throw failure.error;
}

function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => (resolve = done));
  return { promise, resolve };
}
