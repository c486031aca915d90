import { CancellationSource, createScope, type Attempt, type CallTimeouts } from '../../src/core/index.js';

const PATIENT: CallTimeouts = { connectMs: 1_000, firstByteMs: 2_000, idleMs: 2_000, totalMs: 5_000 };

/** An attempt as the pipeline makes one; the test aborts it. */
export class TestAttempt extends CancellationSource implements Attempt {
  readonly number = 1;
  readonly timeouts: CallTimeouts;
  readonly scope = createScope({ deadlineMs: 60_000 });

  constructor(timeouts: Partial<CallTimeouts> = {}) {
    super();
    this.timeouts = { ...PATIENT, ...timeouts };
  }
}
