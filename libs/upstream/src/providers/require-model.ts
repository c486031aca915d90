import { UpstreamError } from '../core/index.js';

/** @throws UpstreamError `config.invalid` */
export function requireModel({ provider, model }: { provider: string; model: string | undefined }): string {
  if (model !== undefined && model !== '') return model;
  throw new UpstreamError('config.invalid', `Provider "${provider}" needs a model.`, { details: { provider } });
}
