/** How long one piece of work may keep the event loop at a time, in milliseconds. */
export const SLICE_MS = 2;

const waiting: (() => void)[] = [];
let woken = false;

/**
 * Waits for a turn of its own: one turn of the event loop serves one of those who wait, in the order they came. A request that
 * arrives beside twenty checks that have pages to weigh then waits for one slice of that work, not for all of it.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    wake();
  });
}

function wake(): void {
  if (woken || waiting.length === 0) return;
  woken = true;
  setImmediate(() => {
    woken = false;
    waiting.shift()?.();
    wake();
  });
}

/** `work` on each of `items`, in slices of {@link SLICE_MS}: what takes longer goes on in a later turn. A single item is not cut. */
export async function eachInSlices<T>(
  items: Iterable<T>,
  work: (item: T) => void,
  now: () => number = () => performance.now(),
): Promise<void> {
  let endsAt = 0;
  for (const item of items) {
    if (now() >= endsAt) {
      await nextTurn();
      endsAt = now() + SLICE_MS;
    }
    work(item);
  }
}
