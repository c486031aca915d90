import { SetMetadata } from '@nestjs/common';

export const DEADLINE_MS = Symbol('tradewind:deadlineMs');

/**
 * The deadline of a route, or of all routes of a controller, in milliseconds from the arrival at its guards: it takes the place of the application's
 * default. A caller may shorten it with the header `X-Request-Timeout-Ms`, never lengthen it.
 */
export function DeadlineMs(ms: number): MethodDecorator & ClassDecorator {
  if (!(ms > 0 && Number.isFinite(ms)))
    throw new RangeError(`A deadline is a positive number of milliseconds, not ${ms}.`);
  return SetMetadata(DEADLINE_MS, ms);
}
