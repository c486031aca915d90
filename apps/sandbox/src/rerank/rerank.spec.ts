import { describe, expect, it } from '@jest/globals';
import { rerank } from './rerank.js';

const documents = [
  'Cotton bath towel 70 x 140 cm, white',
  'Stainless steel vacuum flask 500 ml, leakproof',
  'Stainless steel ball valve DN50',
  '不锈钢真空保温杯 750 ml 大口径',
];
const order = (query: string) => rerank(query, documents).map(({ index }) => index);

describe('rerank', () => {
  it('puts the document that covers the query first, with scores from 0 to 1 in falling order', () => {
    const ranked = rerank('leakproof vacuum flask 500 ml', documents);
    expect(ranked[0]?.index).toBe(1);
    expect(ranked).toHaveLength(documents.length);
    const scores = ranked.map(({ relevance_score }) => relevance_score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
  });

  it('ranks a Chinese query over Chinese and English documents', () => {
    expect(order('大口径保温杯').slice(0, 2)).toEqual([3, 1]);
    expect(order('towel')[0]).toBe(0);
  });

  it('gives nothing to a query that no document answers', () => {
    expect(rerank('zzyzx', documents).every(({ relevance_score }) => relevance_score === 0)).toBe(true);
  });
});
