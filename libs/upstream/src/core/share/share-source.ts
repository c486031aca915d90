/**
 * This process's leased share of a limit that several processes have in common. Implemented by the cluster (Redis);
 * without one a budget enforces its configured limit alone.
 */
export interface ShareSource {
  /** Permits this process may use at the moment; a whole number, 0 included. */
  share(): number;
  /** Calls `listener` after every change of {@link share}; returns how to stop. */
  onChange(listener: () => void): () => void;
  /**
   * The budget could use `demand` permits (in flight + waiting) but has fewer: a hint to ask for a larger share before
   * the next heartbeat. Called often: must be cheap, must not throw, must not wait.
   */
  wanted(demand: number): void;
}
