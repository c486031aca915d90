import { createScope, isUpstreamError, runInScope, type Lane } from '@tradewind/upstream';
import { exponential, logNormal } from './random.js';
import { workPath, type Work } from './product.js';

export interface Traffic {
  /** Calls per second. */
  rate: number;
  /** Share of the calls per tenant. */
  tenantWeights: number[];
  lane: Lane;
  deadlineMs: number;
  meanServiceMs: number;
  sigma: number;
  random: () => number;
}

/** One finished call. Times are milliseconds since the traffic began. */
export interface Outcome {
  tenant: number;
  atMs: number;
  startedMs: number | undefined;
  endedMs: number;
  serviceMs: number;
  /** Undefined when it was answered. */
  refusal: string | undefined;
  late: boolean;
}

/**
 * Sends calls at random moments for `durationMs`, whether or not earlier ones were answered (real callers do not wait for
 * one another), then waits for the last. Every caller hangs up at its deadline.
 */
export async function openLoop(work: Work, traffic: Traffic, durationMs: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const pending: Promise<void>[] = [];
  const origin = performance.now();
  let nextMs = exponential(traffic.random, 1000 / traffic.rate);
  while (nextMs < durationMs) {
    const nowMs = performance.now() - origin;
    if (nowMs < nextMs) await new Promise((resolve) => setTimeout(resolve, nextMs - nowMs));
    // A timer is late by a millisecond or so: send all that are due, each as itself.
    while (nextMs <= performance.now() - origin && nextMs < durationMs) {
      pending.push(one(work, traffic, origin).then((outcome) => void outcomes.push(outcome)));
      nextMs += exponential(traffic.random, 1000 / traffic.rate);
    }
  }
  await Promise.all(pending);
  return outcomes;
}

async function one(work: Work, traffic: Traffic, origin: number): Promise<Outcome> {
  const tenant = pick(traffic.tenantWeights, traffic.random());
  const serviceMs = logNormal(traffic.random, traffic.meanServiceMs, traffic.sigma);
  const { lane, deadlineMs } = traffic;
  const scope = createScope({ deadlineMs, tenantId: `tenant-${tenant}`, lane, requestId: 'bench' });
  const atMs = performance.now() - origin;
  let startedMs: number | undefined;
  let refusal: string | undefined;
  try {
    await runInScope(scope, () =>
      work.call(workPath(serviceMs), { onStart: () => (startedMs = performance.now() - origin) }),
    );
  } catch (error) {
    refusal = isUpstreamError(error) ? error.code : 'unknown';
  } finally {
    scope.deadline.dispose();
  }
  const endedMs = performance.now() - origin;
  const late = refusal === undefined && endedMs - atMs > deadlineMs;
  return { tenant, atMs, startedMs, endedMs, serviceMs, refusal, late };
}

function pick(weights: readonly number[], uniform: number): number {
  let rest = uniform * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return index;
  }
  return weights.length - 1;
}

/**
 * Share of the capacity that went into answers in time, within [fromMs, toMs): work done for answered calls over what
 * `limit` permits can do in that time.
 */
export function goodput(outcomes: readonly Outcome[], limit: number, fromMs: number, toMs: number): number {
  const answered = outcomes.filter((each) => each.refusal === undefined && !each.late);
  const workMs = answered.reduce((sum, { startedMs = 0, serviceMs }) => {
    return sum + Math.max(0, Math.min(startedMs + serviceMs, toMs) - Math.max(startedMs, fromMs));
  }, 0);
  return workMs / (limit * (toMs - fromMs));
}
