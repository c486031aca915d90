import type { BudgetOptions } from '../../core/index.js';
import type { LlmPresetName } from '../llm/llm-presets.js';
import type { ServerOptions } from '../provider-options.js';

/** One backend server of a gateway: its own address, key, permits, queue, breakers and rate limits. */
export interface BackendOptions extends ServerOptions {
  /** Gives address and timeouts. Default `openai-compatible`. */
  preset?: LlmPresetName;
  baseUrl?: string;
  /** Permits and queue; queue mode `evict-oldest` serves first come, first served and drops the oldest when full. */
  budget: BudgetOptions;
  /** Largest answer that is passed on, bytes. Default 64 MiB. */
  maxBytes?: number;
}
