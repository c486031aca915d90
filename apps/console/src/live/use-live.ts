import { onScopeDispose, shallowReactive, watch } from 'vue';
import type { LiveFleet, LiveHistory, LiveSnapshot } from '@tradewind/contracts';
import type { Failure } from '../http/problem.js';
import { keys } from '../shell/keys.js';
import { followLive } from './live-stream.js';
import { RefusalWindow } from './refusals.js';

/** Over which time a refusal counts as "lately". */
export const LATELY_MS = 15_000;
/** Age of a snapshot from which its process counts as lost. */
export const LOST_MS = 4_000;

/** One process of the product, as it was last heard. */
export interface LiveReplica {
  snapshot: LiveSnapshot;
  heardMsAgo: number;
  /** Refused within the last {@link LATELY_MS}, by budget. */
  refusedLately: ReadonlyMap<string, number>;
  history: LiveHistory | undefined;
}

export interface Live {
  replicas: LiveReplica[];
  missing: LiveFleet['missing'];
  failure: Failure | undefined;
  /** Whether anything was heard since the stream was opened. */
  heard: boolean;
}

/** The state of every process for as long as the component lives; asked anew when the admin key changes. */
export function useLive(): Live {
  const live = shallowReactive<Live>({ replicas: [], missing: [], failure: undefined, heard: false });
  let following: AbortController | undefined;
  watch(
    () => keys.admin,
    (key) => {
      following?.abort();
      following = new AbortController();
      Object.assign(live, { replicas: [], missing: [], failure: undefined, heard: false });
      if (key !== '') follow(live, following.signal);
    },
    { immediate: true },
  );
  onScopeDispose(() => following?.abort());
  return live;
}

function follow(live: Live, signal: AbortSignal): void {
  const windows = new Map<string, RefusalWindow>();
  const histories = new Map<string, LiveHistory>();
  const handlers = {
    onHistory: (history: LiveHistory) => histories.set(history.instance, history),
    onFleet: (fleet: LiveFleet) => {
      const replicas = fleet.replicas.map(({ snapshot, heard_ms_ago }): LiveReplica => {
        const window = windows.get(snapshot.instance) ?? new RefusalWindow(LATELY_MS);
        windows.set(snapshot.instance, window);
        const refusedLately = window.add(snapshot);
        return { snapshot, heardMsAgo: heard_ms_ago, refusedLately, history: histories.get(snapshot.instance) };
      });
      const here = new Set(replicas.map(({ snapshot }) => snapshot.instance));
      for (const known of [windows, histories])
        for (const instance of known.keys()) if (!here.has(instance)) known.delete(instance);
      Object.assign(live, { replicas, missing: fleet.missing, failure: undefined, heard: true });
    },
    onFailure: (failure: Failure) => {
      live.failure = failure;
    },
  };
  void followLive(handlers, signal);
}
