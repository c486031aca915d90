import { UpstreamError } from '../core/index.js';

/** The operator's address, else the preset's own. @throws UpstreamError `config.invalid` */
export function requireBaseUrl(
  server: string,
  configured: string | undefined,
  presetName: string,
  preset: { baseUrl?: string },
): string {
  const baseUrl = configured ?? preset.baseUrl;
  if (baseUrl !== undefined && baseUrl !== '') return baseUrl;
  throw new UpstreamError(
    'config.invalid',
    `"${server}" needs a baseUrl: the preset "${presetName}" has none of its own.`,
    {
      details: { server },
    },
  );
}
