import { reactive } from 'vue';
import { failureFrom, type Failure } from '../http/problem.js';

/** One request that a button starts: whether it runs, and what went wrong the last time. */
export function useAction() {
  const state = reactive({ running: false, failure: undefined as Failure | undefined });

  /** Resolves with what `work` does, or undefined when it failed or another is running. */
  async function run<T>(work: () => Promise<T>): Promise<T | undefined> {
    if (state.running) return undefined;
    Object.assign(state, { running: true, failure: undefined });
    try {
      return await work();
    } catch (error) {
      state.failure = failureFrom(error);
      return undefined;
    } finally {
      state.running = false;
    }
  }

  return { state, run };
}
