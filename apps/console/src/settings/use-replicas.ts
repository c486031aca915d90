import { onScopeDispose, ref } from 'vue';
import type { Replica } from '@tradewind/contracts';
import { readReplicas } from './section-api.js';

const LOOK_MS = 2_000;

/** Which version every process runs, looked at again and again while the component lives. */
export function useReplicas() {
  const replicas = ref<Replica[]>([]);
  const left = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => {
    left.abort();
    clearTimeout(timer);
  });

  async function look(): Promise<void> {
    try {
      replicas.value = await readReplicas(left.signal);
    } catch {
      // The page says by itself when the service is away; what was known last stays.
    }
    if (!left.signal.aborted) timer = setTimeout(() => void look(), LOOK_MS);
  }

  void look();
  return replicas;
}
