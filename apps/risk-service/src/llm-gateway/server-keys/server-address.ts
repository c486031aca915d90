import type { ServerSetting } from '@tradewind/contracts';
import { llmPresets, type LlmPreset } from '@tradewind/upstream';

/** Scheme, host and port a server is called at: what a key is entered for. Empty when neither setting nor preset says. */
export function serverOrigin({ preset, base_url: baseUrl }: Pick<ServerSetting, 'preset' | 'base_url'>): string {
  const known: LlmPreset = llmPresets[preset];
  const url = baseUrl ?? known.baseUrl;
  return url === undefined ? '' : new URL(url).origin;
}
