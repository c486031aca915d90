import { isUpstreamError } from '../core/errors/upstream-error.js';

/** How a promise ended, once it has: `pending`, `resolved`, or the code of the UpstreamError it rejected with. */
export interface Watched<T> {
  state: string;
  value?: T;
  error?: unknown;
}

/** Watches a promise without awaiting it. */
export function watch<T>(promise: Promise<T>): Watched<T> {
  const watched: Watched<T> = { state: 'pending' };
  promise.then(
    (value) => {
      watched.state = 'resolved';
      watched.value = value;
    },
    (error: unknown) => {
      watched.state = isUpstreamError(error) ? error.code : 'rejected';
      watched.error = error;
    },
  );
  return watched;
}
