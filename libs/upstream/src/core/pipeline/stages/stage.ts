import type { Call, PipelineParts } from '../call.js';

/** Brings one call to its answer. May throw at once as well as reject. */
export type Handler = <T>(call: Call<T>) => Promise<T>;

/** One layer of protection around `next`; composed once per pipeline, so that a call costs no closures. */
export type Stage = (next: Handler, parts: PipelineParts) => Handler;
