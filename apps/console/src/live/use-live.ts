import { onScopeDispose, reactive, watch } from 'vue';
import type { LiveSnapshot } from '@tradewind/contracts';
import type { Failure } from '../http/problem.js';
import { keys } from '../shell/keys.js';
import { followLive } from './live-stream.js';
import { RefusalWindow } from './refusals.js';

/** Over which time a refusal counts as "lately". */
export const LATELY_MS = 15_000;

export interface LiveService {
  name: string;
  snapshot: LiveSnapshot | undefined;
  /** Refused within the last {@link LATELY_MS}, by budget. */
  refusedLately: Map<string, number>;
  failure: Failure | undefined;
}

const SERVICES = ['risk-service', 'catalog-service', 'catalog-worker'];

/** The state of every service for as long as the component lives; asked anew when the admin key changes. */
export function useLive(): LiveService[] {
  const services = reactive<LiveService[]>(
    SERVICES.map((name) => ({ name, snapshot: undefined, refusedLately: new Map(), failure: undefined })),
  );
  let following: AbortController | undefined;
  watch(
    () => keys.admin,
    (key) => {
      following?.abort();
      following = new AbortController();
      for (const service of services) {
        service.snapshot = service.failure = undefined;
        if (key !== '') follow(service, following.signal);
      }
    },
    { immediate: true },
  );
  onScopeDispose(() => following?.abort());
  return services;
}

function follow(service: LiveService, signal: AbortSignal): void {
  const window = new RefusalWindow(LATELY_MS);
  const handlers = {
    onSnapshot: (snapshot: LiveSnapshot) => {
      service.refusedLately = window.add(snapshot);
      service.snapshot = snapshot;
      service.failure = undefined;
    },
    onFailure: (failure: Failure) => {
      service.failure = failure;
    },
  };
  void followLive(`/admin/live/${service.name}`, handlers, signal);
}
