import { hostOf } from './canonical-url.js';

/** How far a kind of source is trusted, 0 to 1; the first match counts. */
const QUALITY: readonly (readonly [pattern: RegExp, quality: number])[] = [
  [/(^|\.)(gov|gob|gouv|europa)(\.[a-z]{2,3})?$/, 1],
  [/(^|\.)(gov|court|judiciary|justice|companieshouse|gsxt|ofac|sanctionslist|customs)\b/, 1],
  [/(registry|register|registrar|company-?info|handelsregister|opencorporates|court|tribunal|sanction)/, 0.9],
  [/(reuters|bloomberg|ft|caixin|xinhua|bbc|apnews|nikkei|lloydslist|tradewinds)\./, 0.85],
  [/(news|times|post|daily|gazette|journal|herald|tribune|press)/, 0.7],
  [/(customs|importgenius|panjiva|tradedata|trade-?record|shipping)/, 0.7],
  [/(linkedin|alibaba|made-in-china|europages|kompass)\./, 0.5],
  [/(blog|forum|reddit|quora|tieba|zhihu|medium|wordpress|substack|review|complaint)/, 0.3],
];
const ORDINARY = 0.5;

/** Trust in a source by its host alone. It orders evidence and never makes or breaks it. */
export function sourceQuality(url: string): number {
  const host = hostOf(url);
  return QUALITY.find(([pattern]) => pattern.test(host))?.[1] ?? ORDINARY;
}
