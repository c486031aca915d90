import { describe, expect, it } from '@jest/globals';
import type { Passage } from '@tradewind/contracts';
import { createScope, runInScope, UpstreamError, type Degradation } from '@tradewind/upstream';
import { llmSaying, wordOverlap } from '../../deal-brain/testing/fake-downstreams.js';
import { AnswerWriter } from './answer-writer.js';
import { PassageRanker } from './passage-ranker.js';

const passage = (id: string, text: string): Passage => ({
  passage_id: id,
  document_id: 'doc_1',
  document_title: 'Catalogue',
  page: 1,
  heading: null,
  text,
  score: 0.5,
});
const PASSAGES = [passage('psg_1', 'steel bottle'), passage('psg_2', 'glass bottle'), passage('psg_3', 'cotton bag')];
const failing = () => Promise.reject(new UpstreamError('upstream.failed', 'x'));

async function observed<T>(work: () => Promise<T>): Promise<{ value: T; degraded: Degradation[] }> {
  const scope = createScope({ tenantId: 'tenant_a', deadlineMs: 10_000 });
  try {
    const value = await runInScope(scope, work);
    return { value, degraded: scope.degraded };
  } finally {
    scope.deadline.dispose();
  }
}

describe('PassageRanker', () => {
  it('orders passages by the reranker', async () => {
    const { value } = await observed(() => new PassageRanker({ reranker: wordOverlap }).rank('glass bottle', PASSAGES));
    expect(value.map(({ passage_id: id }) => id)).toEqual(['psg_2', 'psg_1', 'psg_3']);
  });

  it('keeps the order it was given when the reranker fails or answers nonsense, and says so', async () => {
    for (const [rerank, reason] of [
      [failing, 'upstream.failed'],
      [() => Promise.resolve({ results: [{ index: 9, score: 1 }] }), 'upstream.malformed'],
    ] as const) {
      const { value, degraded } = await observed(() => new PassageRanker({ reranker: { rerank } }).rank('x', PASSAGES));
      expect(value).toEqual(PASSAGES);
      expect(degraded).toEqual([{ stage: 'rerank', reason }]);
    }
  });
});

describe('AnswerWriter', () => {
  const write = (content: string) =>
    observed(() => new AnswerWriter({ llm: llmSaying(content) }).write('question', PASSAGES));

  const sentence = (text: string, ...citations: string[]) => ({ text, citations });

  it('keeps the sentences that cite passages the model was given, and counts the others', async () => {
    const sentences = [
      sentence('It is glass. [psg_2]', 'psg_2', 'psg_2'),
      sentence('It is gold.'),
      sentence('It is silver.', 'psg_9'),
      sentence('It is bronze.', 'psg_1', 'psg_9'),
      sentence('A bag is cotton.', 'psg_3'),
    ];
    const { value, degraded } = await write(JSON.stringify({ sentences }));
    expect(value).toEqual({
      text: 'It is glass. [psg_2] A bag is cotton. [psg_3]',
      citations: ['psg_2', 'psg_3'],
      sentences: [sentence('It is glass.', 'psg_2'), sentence('A bag is cotton.', 'psg_3')],
      dropped_sentences: 3,
    });
    expect(degraded).toEqual([]);
  });

  it('keeps no sentence with a figure or part number that the cited passage does not hold', async () => {
    const passages = [passage('psg_1', 'HY-200 costs 3.20 USD, MOQ 1,000'), passage('psg_2', 'HY-300 costs 9.99 USD')];
    const sentences = [
      sentence('HY-200 costs 3.2 USD.', 'psg_1'),
      sentence('HY-200 costs 9.99 USD.', 'psg_1'),
      sentence('The HY-250 costs 3.20 USD.', 'psg_1'),
    ];
    const llm = llmSaying(JSON.stringify({ sentences }));
    const { value } = await observed(() => new AnswerWriter({ llm }).write('price of HY-200?', passages));
    expect(value?.sentences.map(({ text }) => text)).toEqual(['HY-200 costs 3.2 USD.']);
    expect(value?.dropped_sentences).toBe(2);
  });

  it('shows no answer that rests on nothing', async () => {
    const { value, degraded } = await write(JSON.stringify({ sentences: [sentence('Trust me.', 'psg_9')] }));
    expect(value).toBeNull();
    expect(degraded).toEqual([{ stage: 'answer', reason: 'answer.uncited' }]);
  });

  it('does without an answer when the passages give none, or the model is of no help', async () => {
    expect(await write(JSON.stringify({ sentences: [] }))).toEqual({ value: null, degraded: [] });
    expect((await write('{"sentences": ')).degraded).toEqual([{ stage: 'answer', reason: 'upstream.malformed' }]);
  });
});
