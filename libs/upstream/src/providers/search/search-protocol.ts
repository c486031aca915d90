import { asArray, asObject, isObject, type JsonObject } from '../json.js';
import type { SearchHit, SearchRequest } from '../ports.js';
import type { SearchPreset } from './search-presets.js';

/** The search dialects as plain functions. */

export const DEFAULT_SEARCH_LIMIT = 10;

export interface SearchCall {
  method: 'GET' | 'POST';
  path: string;
  body?: string;
}

export function searchCall(request: SearchRequest, preset: SearchPreset): SearchCall {
  const limit = request.limit ?? DEFAULT_SEARCH_LIMIT;
  const { query, country, language } = request;
  switch (preset.dialect) {
    case 'serper':
      return post('/search', { q: query, num: limit, gl: country?.toLowerCase(), hl: language });
    case 'tavily':
      return post('/search', { query, max_results: Math.min(20, limit), search_depth: 'basic' });
    case 'bing': {
      const market = country && language ? `${language}-${country.toUpperCase()}` : undefined;
      return get('/search', { q: query, count: String(limit), mkt: market, setLang: language });
    }
    case 'searxng':
      return get('/search', { q: query, format: 'json', language });
  }
}

/** @throws UpstreamError `upstream.malformed`. Hits without title or web address are left out: they are no evidence. */
export function readHits(json: unknown, request: SearchRequest, preset: SearchPreset): SearchHit[] {
  const root = asObject(json, 'the body');
  const hits: SearchHit[] = [];
  for (const item of hitList(root, preset)) {
    if (!isObject(item)) continue;
    const title = text(item['title'] ?? item['name']);
    const url = text(item['link'] ?? item['url']);
    if (title === '' || !isWebAddress(url)) continue;
    hits.push({
      title,
      url,
      snippet: text(item['snippet'] ?? item['content']),
      publishedAt: isoDate(item['date'] ?? item['published_date'] ?? item['publishedDate'] ?? item['datePublished']),
    });
  }
  return hits.slice(0, request.limit ?? DEFAULT_SEARCH_LIMIT);
}

function hitList(root: JsonObject, preset: SearchPreset): unknown[] {
  switch (preset.dialect) {
    case 'serper':
      return asArray(root['organic'], 'organic');
    case 'bing':
      // Bing leaves the member out when it found nothing.
      return root['webPages'] === undefined
        ? []
        : asArray(asObject(root['webPages'], 'webPages')['value'], 'webPages.value');
    case 'tavily':
    case 'searxng':
      return asArray(root['results'], 'results');
  }
}

function post(path: string, fields: JsonObject): SearchCall {
  return { method: 'POST', path, body: JSON.stringify(fields) };
}

function get(path: string, fields: Record<string, string | undefined>): SearchCall {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) query.set(name, value);
  return { method: 'GET', path: `${path}?${query.toString()}` };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Absolute dates become ISO 8601 in UTC; "3 days ago" and the like are not dates. */
function isoDate(value: unknown): string | null {
  const written = text(value);
  if (!/\d{4}/.test(written)) return null;
  const zoned = /^\d{4}-\d\d-\d\d/.test(written) || /(?:GMT|UTC|Z|[+-]\d\d:?\d\d)$/.test(written);
  const ms = Date.parse(zoned ? written : `${written} UTC`);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
