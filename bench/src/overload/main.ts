// npm run bench:overload: what the library does when more is asked than the upstream can do, on real sockets.
import { quantile, round } from '../support/statistics.js';
import { startStandIn } from '../support/stand-in.js';
import { interactiveWaitRatio } from './lanes.js';
import { recoverySeconds, retryAmplification } from './outage.js';
import { attemptsAfterSpike } from './spike.js';
import { Stages } from './stages.js';
import { sweep, type SweepResult } from './sweep.js';

const FACTORS = [1.2, 2, 5, 10];
/** A refusal that took longer was not decided on arrival. */
const AT_ONCE_MS = 50;
const standIn = await startStandIn();
const stages = new Stages(standIn);
const results = new Map<number, SweepResult>();
for (const factor of FACTORS) {
  const result = await stages.run(() => sweep(standIn.url, factor));
  results.set(factor, result);
  const afterWait = result.refusedMs.filter((ms) => ms > AT_ONCE_MS).length;
  console.log(
    `${factor} × capacity: goodput ${round(result.goodput)}, late ${result.late}, refused ${result.refusedMs.length} within ${round(quantile(result.refusedMs, 0.99))} ms (p99; ${afterWait} after a wait), Jain ${result.jain === undefined ? '–' : round(result.jain, 4)}`,
  );
}
const interactiveP95WaitRatio = await stages.run(() => interactiveWaitRatio(standIn.url));
console.log(
  `interactive p95 wait beside saturating batch work: ${round(interactiveP95WaitRatio)} residual service times`,
);
const attemptsPerRequest = await stages.run(() => attemptsAfterSpike(standIn.url));
console.log(`attempts per answered caller after a spike: ${round(attemptsPerRequest)}`);
const amplification = await stages.run(() => retryAmplification(standIn));
console.log(`real calls per call in a full outage: ${round(amplification)}`);
const recovery = await stages.run(() => recoverySeconds(standIn));
console.log(`seconds from the first good probe to 95 % goodput: ${round(recovery)}`);
const { peakInFlight } = await standIn.stats();
console.log(`most real calls in flight at once: ${peakInFlight}`);
console.log(`took ${round(stages.elapsedMs / 1000, 1)} s`);
standIn.stop();

const all = [...results.values()];
console.log(
  JSON.stringify({
    goodput: Object.fromEntries([...results].map(([factor, result]) => [factor, round(result.goodput)])),
    lateAccepted: all.reduce((sum, result) => sum + result.late, 0),
    rejectP99Ms: round(
      quantile(
        all.flatMap((result) => result.refusedMs),
        0.99,
      ),
    ),
    jain: round(Math.min(...all.flatMap((result) => result.jain ?? [])), 4),
    interactiveP95WaitRatio: round(interactiveP95WaitRatio),
    attemptsPerRequest: round(attemptsPerRequest),
    retryAmplification: round(amplification),
    recoverySeconds: round(recovery),
  }),
);
