export interface SearchPreset {
  baseUrl?: string;
  dialect: 'serper' | 'tavily' | 'bing' | 'searxng';
  /** Header that carries the key; default `Authorization: Bearer`. */
  keyHeader?: string;
  totalMs: number;
}

export const searchPresets = {
  serper: { baseUrl: 'https://google.serper.dev', dialect: 'serper', keyHeader: 'x-api-key', totalMs: 15_000 },
  tavily: { baseUrl: 'https://api.tavily.com', dialect: 'tavily', totalMs: 15_000 },
  bing: {
    baseUrl: 'https://api.bing.microsoft.com/v7.0',
    dialect: 'bing',
    keyHeader: 'ocp-apim-subscription-key',
    totalMs: 15_000,
  },
  // Self-hosted: the operator gives baseUrl.
  searxng: { dialect: 'searxng', totalMs: 20_000 },
} as const satisfies Record<string, SearchPreset>;

export type SearchPresetName = keyof typeof searchPresets;
