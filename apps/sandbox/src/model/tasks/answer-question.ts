import { z } from 'zod';
import { withoutInstructions } from '../../text/instructions.js';
import { concepts } from '../../text/glossary.js';
import { languageOf } from '../../text/normalise.js';
import { sentences } from '../../text/sentences.js';
import { terms } from '../../text/words.js';

export const AnswerQuestionTask = z.looseObject({
  task: z.literal('answer_question'),
  question: z.string(),
  passages: z.array(z.looseObject({ id: z.string(), text: z.string() })),
});
type AnswerQuestionTask = z.infer<typeof AnswerQuestionTask>;

interface Candidate {
  id: string;
  sentence: string;
  score: number;
  order: number;
}

/** A sentence must share at least this much of the question's weight to be an answer. */
const minScore = 0.25;
/** A word no passage has may be filler or stand there in another language, so it counts little. */
const unheldWeight = 0.3;
const maxSentences = 3;
const maxSentenceLength = 400;

/** The sentences of the passages that answer the question best, each followed by the id of its passage. */
export function answerQuestion({ question, passages }: AnswerQuestionTask): { answer: string; citations: string[] } {
  const chinese = languageOf(question) === 'zh';
  const ranked = rank(question, passages);
  const best = ranked[0];
  if (best === undefined || best.score < minScore) {
    return {
      answer: chinese ? '所给段落中没有找到答案。' : 'The passages do not answer this question.',
      citations: [],
    };
  }
  const chosen = ranked
    .filter((one) => one.score >= Math.max(minScore, best.score * 0.75))
    .filter((one, index, all) => all.findIndex((other) => other.sentence === one.sentence) === index)
    .slice(0, maxSentences)
    .sort((a, b) => a.order - b.order);
  const answer = chosen
    .map(({ id, sentence }) => `${finish(sentence.slice(0, maxSentenceLength))} [${id}]`)
    .join(chinese ? '' : ' ');
  return { answer, citations: [...new Set(chosen.map(({ id }) => id))] };
}

function rank(question: string, passages: AnswerQuestionTask['passages']): Candidate[] {
  const wanted = features(question);
  const candidates = passages.flatMap(({ id, text }, passage) => {
    const context = features(text);
    return sentences(withoutInstructions(text).text).map((sentence, at) => ({
      id,
      sentence: sentence.replace(/\s+/g, ' '),
      features: features(sentence),
      context,
      order: passage * 10_000 + at,
    }));
  });
  const weight = (feature: string) => {
    const holders = candidates.filter((one) => one.features.has(feature)).length;
    return holders === 0 ? unheldWeight : Math.log(1 + candidates.length / holders);
  };
  const weights = [...wanted].map((feature) => ({ feature, weight: weight(feature) }));
  const total = weights.reduce((sum, one) => sum + one.weight, 0);
  return candidates
    .map(({ id, sentence, order, features: has, context }) => {
      const own = weights.reduce((sum, one) => sum + (has.has(one.feature) ? one.weight : 0), 0);
      // What the sentence leaves out may stand in the passage around it, such as the product's name in a heading.
      const around = weights.reduce((sum, one) => sum + (context.has(one.feature) ? one.weight : 0), 0);
      return { id, sentence, order, score: total === 0 || own === 0 ? 0 : (0.7 * own + 0.3 * around) / total };
    })
    .sort((a, b) => b.score - a.score || a.order - b.order);
}

function features(text: string): Set<string> {
  return new Set([...terms(text), ...concepts(text).map((concept) => `c ${concept}`)]);
}

function finish(sentence: string): string {
  return /[.!?。！？]$/.test(sentence) ? sentence : `${sentence}.`;
}
