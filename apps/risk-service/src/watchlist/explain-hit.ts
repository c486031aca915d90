import type { AnswerLanguage, Evidence, Severity, Signal } from '@tradewind/contracts';
import type { WatchlistHit } from './screening.js';

/** What a hit means for the check: only a company that is the listed one is as bad as it gets. */
export function severityOf({ role, level, country }: WatchlistHit): Severity {
  if (role === 'contact') return level === 'match' ? 'high' : 'medium';
  if (level === 'match') return 'critical';
  return country === 'other' ? 'medium' : 'high';
}

/** The signal of a hit, resting on the list's entry. */
export function signalOf(hit: WatchlistHit, evidenceId: string, language: AnswerLanguage): Signal {
  return {
    category: 'sanctions',
    severity: severityOf(hit),
    statement: language === 'zh' ? stateChinese(hit) : stateEnglish(hit),
    evidence_ids: [evidenceId],
    origin: 'watchlist',
  };
}

/** The list's entry as evidence: what is listed, and which parts of the names agree. */
export function evidenceOf(hit: WatchlistHit, evidenceId: string): Evidence {
  const { listed, similarity, score } = hit;
  const url = listed.url ?? `urn:tradewind:watchlist:${listed.source}:${encodeURIComponent(listed.entryId)}`;
  const facts = [
    `Listed as: ${listed.mainName}`,
    ...(listed.name === listed.mainName ? [] : [`Alias compared: ${listed.name}`]),
    ...(listed.countries.length > 0 ? [`Countries: ${listed.countries.join(', ')}`] : []),
    ...(listed.programs.length > 0 ? [`Programmes: ${listed.programs.join(', ')}`] : []),
    `Compared with: ${hit.sought}`,
    `Agreeing: ${similarity.pairs.map(({ a, b, how }) => (a === b ? a : `${a} = ${b} (${how})`)).join(', ') || 'none'}`,
    ...(similarity.unmatched.length > 0 ? [`Not agreeing: ${similarity.unmatched.join(', ')}`] : []),
    ...(similarity.otherForm ? ['Legal forms differ'] : []),
    ...(hit.sameIdentifier ? ['Registration number agrees'] : []),
    `List: ${listed.source}, version ${listed.version.slice(0, 12)}, entry ${listed.entryId}`,
  ];
  return {
    evidence_id: evidenceId,
    url,
    title: `${listed.source}: ${listed.mainName}`,
    snippet: `${facts.join('. ')}.`,
    source: URL.canParse(url) && url.startsWith('http') ? new URL(url).hostname : listed.source,
    published_at: listed.listedOn === null ? null : `${listed.listedOn}T00:00:00.000Z`,
    relevance: Math.round(score * 100) / 100,
  };
}

function stateEnglish({ listed, sought, role, level, country, score, sameIdentifier }: WatchlistHit): string {
  const who = role === 'contact' ? `The contact “${sought}”` : `“${sought}”`;
  const does = level === 'match' ? 'matches' : 'may be';
  const why = [
    sameIdentifier ? 'the registration number agrees' : `similarity of the names ${score.toFixed(2)}`,
    { same: 'same country', other: 'another country', open: '' }[country],
  ].filter((part) => part !== '');
  const review = level === 'match' ? '' : '; a person should compare them';
  return `${who} ${does} ${listed.mainName} on the watch-list ${listed.source} (${why.join(', ')})${review}.`;
}

function stateChinese({ listed, sought, role, level, country, score, sameIdentifier }: WatchlistHit): string {
  const who = role === 'contact' ? `联系人“${sought}”` : `“${sought}”`;
  const does = level === 'match' ? '与' : '可能与';
  const why = [
    sameIdentifier ? '注册号一致' : `名称相似度 ${score.toFixed(2)}`,
    { same: '国家一致', other: '国家不同', open: '' }[country],
  ].filter((part) => part !== '');
  const review = level === 'match' ? '' : '，需人工核对';
  return `${who}${does}名单 ${listed.source} 中的 ${listed.mainName} 相符（${why.join('，')}）${review}。`;
}
