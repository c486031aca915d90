import { computed, onScopeDispose, reactive, ref, watch } from 'vue';
import { useAction } from '../shell/use-action.js';
import { HEALTHY, type Dials, type Load, type LoadOrder, type Sandbox } from './sandbox-api.js';

const LOOK_MS = 1_000;
/** A slider that is being drawn is not sent at every step. */
const SETTLE_MS = 150;

/** The dials and the load of a sandbox for as long as the component lives. */
export function useLab(sandbox: Sandbox) {
  const dials = reactive<Dials>({
    llm: { ...HEALTHY },
    embedding: { ...HEALTHY },
    rerank: { ...HEALTHY },
    search: { ...HEALTHY },
  });
  const load = ref<Load>();
  const action = useAction();
  /** Apart from the load: its button must not be deaf while a dial is on its way. */
  const turning = useAction();
  const left = new AbortController();
  let looking: ReturnType<typeof setTimeout> | undefined;
  let settling: ReturnType<typeof setTimeout> | undefined;
  let heard = '';
  onScopeDispose(() => {
    left.abort();
    clearTimeout(looking);
    clearTimeout(settling);
  });

  async function look(): Promise<void> {
    clearTimeout(looking);
    const now = await sandbox.load(left.signal).catch(() => undefined);
    if (left.signal.aborted) return;
    if (now) load.value = now;
    const busy = load.value !== undefined && (load.value.running || load.value.in_flight > 0);
    if (busy) looking = setTimeout(() => void look(), LOOK_MS);
  }

  void turning.run(async () => {
    Object.assign(dials, await sandbox.dials());
    heard = JSON.stringify(dials);
    await look();
  });
  /** One after the other: a dial that was turned meanwhile is sent when the one before was heard. */
  async function turn(): Promise<void> {
    while (!turning.state.running && JSON.stringify(dials) !== heard && !left.signal.aborted) {
      heard = JSON.stringify(dials);
      await turning.run(() => sandbox.turn(dials));
    }
  }
  watch(dials, () => {
    clearTimeout(settling);
    settling = setTimeout(() => void turn(), SETTLE_MS);
  });

  return {
    dials,
    load,
    failure: computed(() => action.state.failure ?? turning.state.failure),
    set: (next: Dials) => Object.assign(dials, next),
    start: async (order: LoadOrder) => {
      const started = await action.run(() => sandbox.start(order));
      if (started === undefined) return;
      load.value = started;
      await look();
    },
    stop: async () => {
      const stopped = await action.run(() => sandbox.stop());
      if (stopped) load.value = stopped;
    },
  };
}
