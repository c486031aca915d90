import { asArray, asIndex, asNumber, asObject, malformed } from '../json.js';
import type { RerankRequest } from '../ports.js';
import type { RerankPreset } from './rerank-presets.js';

/** The rerank dialects as plain functions. */

export function rerankBody(request: RerankRequest, model: string, preset: RerankPreset): string {
  const { query, documents } = request;
  const topN = request.topN ?? documents.length;
  if (preset.dialect === 'dashscope') {
    return JSON.stringify({ model, input: { query, documents }, parameters: { top_n: topN, return_documents: false } });
  }
  return JSON.stringify({ model, query, documents, top_n: topN });
}

/** @throws UpstreamError `upstream.malformed` also for an index out of range or named twice */
export function readRanking(
  json: unknown,
  request: RerankRequest,
  preset: RerankPreset,
): { index: number; score: number }[] {
  const body = asObject(json, 'the body');
  const root = preset.dialect === 'dashscope' ? asObject(body['output'], 'output') : body;
  const seen = new Set<number>();
  const results = asArray(root['results'], 'results').map((item, position) => {
    const path = `results[${position}]`;
    const entry = asObject(item, path);
    const index = asIndex(entry['index'], request.documents.length, `${path}.index`);
    if (seen.has(index)) throw malformed(`${path}.index`, 'named once');
    seen.add(index);
    return { index, score: asNumber(entry['relevance_score'] ?? entry['score'], `${path}.relevance_score`) };
  });
  results.sort((a, b) => b.score - a.score || a.index - b.index);
  return results.slice(0, request.topN ?? results.length);
}
