import { tokenize } from './tokens.js';

/** One made-up, plausible log probability per token: the same token always gets the same. */
export function logprobsOf(text: string) {
  return tokenize(text).map((token) => ({
    token,
    logprob: -((token.charCodeAt(0) % 50) / 100),
    bytes: [...Buffer.from(token)],
    top_logprobs: [],
  }));
}
