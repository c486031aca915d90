import { onScopeDispose, reactive, readonly } from 'vue';
import { failureFrom, type Failure } from '../http/problem.js';

/** One request at a time of an experiment: running, stopped, failed or answered, and for how long. */
export function useRun() {
  const state = reactive({
    running: false,
    /** Since the start; final when it has ended. Absent before the first run. */
    elapsedMs: undefined as number | undefined,
    failure: undefined as Failure | undefined,
    stopped: false,
  });
  let current: AbortController | undefined;

  async function run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    current?.abort();
    const mine = (current = new AbortController());
    const startedAt = performance.now();
    const tick = setInterval(() => (state.elapsedMs = performance.now() - startedAt), 100);
    Object.assign(state, { running: true, elapsedMs: 0, failure: undefined, stopped: false });
    let failure: Failure | undefined;
    try {
      await work(mine.signal);
    } catch (error) {
      failure = failureFrom(error);
    } finally {
      clearInterval(tick);
    }
    // A run that was overtaken has nothing more to say.
    if (current !== mine) return;
    const stopped = mine.signal.aborted;
    Object.assign(state, {
      running: false,
      elapsedMs: performance.now() - startedAt,
      failure: stopped ? undefined : failure,
      stopped,
    });
  }

  const stop = (): void => current?.abort();
  onScopeDispose(stop);
  return { state: readonly(state), run, stop };
}

export type Run = ReturnType<typeof useRun>;
