import { setTimeout as delay } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DialSettings } from './dial.js';

/** What has been decided about one call: drawn once, when it arrives. */
export interface CallPlan {
  settings: DialSettings;
  breakJson: boolean;
  cut: boolean;
  /** Aborted when the socket is gone. */
  signal: AbortSignal;
  /** Set when it was the sandbox that destroyed the socket. */
  wasCut: boolean;
}

const plans = new WeakMap<FastifyRequest, CallPlan>();

export function rememberPlan(request: FastifyRequest, plan: CallPlan): void {
  plans.set(request, plan);
}

export function planOf(request: FastifyRequest): CallPlan | undefined {
  return plans.get(request);
}

/** Long enough for what has been written to leave the process before the socket is destroyed. */
const flushMs = 10;

/** The pieces as a body, one write each: paused between them, or cut off half-way, as dialled. */
export function bodyOf(
  pieces: readonly (string | Buffer)[],
  plan: CallPlan | undefined,
  reply: FastifyReply,
): Readable {
  const cutAt = plan?.cut === true ? Math.max(1, Math.floor(pieces.length / 2)) : Infinity;
  const pauseMs = plan?.settings.slow_body_ms ?? 0;
  async function* write() {
    for (const [index, piece] of pieces.entries()) {
      if (plan !== undefined && index >= cutAt) {
        await delay(flushMs);
        plan.wasCut = true;
        reply.raw.destroy();
        return;
      }
      if (index > 0 && pauseMs > 0 && !(await pause(pauseMs, plan?.signal))) return;
      yield piece;
    }
  }
  return Readable.from(write());
}

/** Waits; false when the caller has left meanwhile. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await delay(ms, undefined, signal === undefined ? {} : { signal });
    return true;
  } catch {
    return false;
  }
}

/** Cuts a body into at most 16 pieces of nearly equal size, at least two when it has two bytes. */
export function inPieces(body: Buffer): Buffer[] {
  const size = Math.max(1, Math.ceil(body.length / 16));
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length; at += size) pieces.push(body.subarray(at, at + size));
  return pieces;
}

/** JSON that stops in the middle, as a proxy that ran out of memory would send it. */
export function breakJson(text: string): string {
  return text.slice(0, Math.max(1, Math.floor(text.length * 0.6)));
}
