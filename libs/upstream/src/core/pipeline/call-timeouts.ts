/**
 * Limits of one attempt, in milliseconds. The pipeline enforces `totalMs` (and the deadline) itself; `connectMs`,
 * `firstByteMs` and `idleMs` (between two pieces of the body) can only be seen by the transport, which enforces them.
 */
export interface CallTimeouts {
  connectMs: number;
  firstByteMs: number;
  idleMs: number;
  totalMs: number;
}
