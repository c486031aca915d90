/** What a call consumed. `exact` is false when it was estimated; an estimate may charge more later but never refunds. */
export interface TokenUsage {
  inputTokens: number;
  outputTokens: number;
  exact: boolean;
}

/** What a call is expected to consume: an estimate of its input and the cap on its output. */
export interface TokenEstimate {
  input: number;
  maxOutput: number;
}
