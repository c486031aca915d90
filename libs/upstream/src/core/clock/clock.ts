/** A timer that has been set. Cancelling twice, or after it has fired, does nothing. */
export interface Timer {
  cancel(): void;
}

/**
 * Time, injected. Everything in core reads time here, so that every test can own it.
 */
export interface Clock {
  /** Monotonic milliseconds (fractional); only differences mean anything. */
  now(): number;
  /**
   * Runs `run(subject)` once, not before `delayMs` have passed; late by at most the clock's resolution.
   * The subject is passed through so that hot paths need no closure per timer.
   */
  setTimer<S>(delayMs: number, run: (subject: S) => void, subject: S): Timer;
}
