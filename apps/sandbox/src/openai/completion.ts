import type { Reply } from '../model/reply.js';

/** What does not depend on whether the answer is streamed. */
export interface Completion {
  id: string;
  created: number;
  model: string;
  replies: Reply[];
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
}
