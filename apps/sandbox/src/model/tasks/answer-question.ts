import { z } from 'zod';
import { withoutInstructions } from '../../text/instructions.js';
import { concepts } from '../../text/glossary.js';
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
  /** The nearby sentence above that says what this one is about, such as a product's heading. */
  subject: string | undefined;
  score: number;
  order: number;
}

/** A sentence must share at least this much of the question's weight to be an answer. */
const minScore = 0.25;
/** A word no passage has may be filler or stand there in another language, so it counts little. */
const unheldWeight = 0.3;
const maxSentences = 3;
const maxSentenceLength = 400;
/** How far up what a line leaves out may stand. A line that adds nothing to the line it stands under is no answer. */
const linesAbove = 8;

/** A sentence and the passages it was taken from. */
interface CitedSentence {
  text: string;
  citations: string[];
}

/** The sentences of the passages that answer the question best, each with the id of its passage; none when they do not. */
export function answerQuestion({ question, passages }: AnswerQuestionTask): { sentences: CitedSentence[] } {
  const ranked = rank(question, passages);
  const best = ranked[0];
  if (best === undefined || best.score < minScore) return { sentences: [] };
  const chosen = ranked
    .filter((one) => one.score >= Math.max(minScore, best.score * 0.9))
    .filter((one, index, all) => all.findIndex((other) => other.sentence === one.sentence) === index)
    .filter((one, _, all) => !all.some(({ subject }) => subject === one.sentence))
    .slice(0, maxSentences)
    .sort((a, b) => a.order - b.order);
  return {
    sentences: chosen.map(({ id, sentence, subject }) => ({
      text: finish(inContext(sentence, subject).slice(0, maxSentenceLength)),
      citations: [id],
    })),
  };
}

function rank(question: string, passages: AnswerQuestionTask['passages']): Candidate[] {
  const all = passages.flatMap(({ id, text }, passage) => {
    const lines = sentences(withoutInstructions(text).text).map((line) => line.replace(/\s+/g, ' '));
    const known = lines.map(features);
    return lines.map((sentence, at) => ({ id, sentence, at, lines, known, order: passage * 10_000 + at }));
  });
  const weight = (feature: string) => {
    const holders = all.filter(({ known, at }) => known[at]?.has(feature) === true).length;
    return holders === 0 ? unheldWeight : Math.log(1 + all.length / holders);
  };
  const weights = [...features(question)].map((feature) => ({ feature, weight: weight(feature) }));
  const total = weights.reduce((sum, one) => sum + one.weight, 0);
  const share = (has: (feature: string) => boolean) =>
    total === 0 ? 0 : weights.reduce((sum, one) => sum + (has(one.feature) ? one.weight : 0), 0) / total;
  return all
    .map(({ id, sentence, at, lines, known, order }) => {
      const has = (line: number | undefined, feature: string) =>
        line !== undefined && known[line]?.has(feature) === true;
      const above = Array.from({ length: Math.min(at, linesAbove) }, (_, back) => at - 1 - back).filter(
        (line) => !isBareValue(lines[line] ?? ''),
      );
      // Of a heading and a sentence that say as much, the heading is the topic.
      const topic = above
        .map((line) => ({
          line,
          score: share((feature) => has(line, feature)) * (/[.。]$/.test(lines[line] ?? '') ? 0.9 : 1),
        }))
        .reduce<{ line?: number; score: number }>((best, one) => (one.score > best.score ? one : best), {
          score: 0,
        }).line;
      const own = share((feature) => has(at, feature));
      const novelty = share((feature) => has(at, feature) && !has(topic, feature));
      const together = share((feature) => has(at, feature) || has(topic, feature));
      const score =
        own === 0 || (topic !== undefined && novelty === 0) ? 0 : together + (topic === undefined ? 0 : novelty / 2);
      return { id, sentence, subject: topic === undefined ? undefined : lines[topic], order, score };
    })
    .sort((a, b) => b.score - a.score || a.order - b.order);
}

/** `MOQ: 100 pcs` alone says nothing: the heading it stands under goes before it. */
function inContext(sentence: string, subject: string | undefined): string {
  return isBareValue(sentence) && subject !== undefined ? `${subject.replace(/[.。]$/, '')} – ${sentence}` : sentence;
}

function isBareValue(line: string): boolean {
  return /^[^.。]{1,40}[:：]\s*\S/.test(line);
}

function features(text: string): Set<string> {
  return new Set([...terms(text), ...concepts(text).map((concept) => `c ${concept}`)]);
}

function finish(sentence: string): string {
  return /[.!?。！？]$/.test(sentence) ? sentence : `${sentence}.`;
}
