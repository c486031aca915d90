import { clip } from '../../text/clip.js';
import { type CompanyName } from '../names/company-name.js';
import { findName } from '../names/find-name.js';
import { speaksOfAnother } from '../names/other-company.js';
import { findingsIn } from '../signals/findings.js';
import { eachSentence } from '../../text/sentences.js';
import { eachInSlices } from '../../event-loop/slices.js';

/** Neighbours of a sentence that names the company: they say "it" and mean the company. */
const BEFORE = 1;
const AFTER = 2;
/** Longer sentences are lists and tables without an end; what the rest says is left to the pages about it. */
const MAX_SENTENCE_CHARACTERS = 800;
const ENDED = /[.!?;…。！？；:：]['"”’」』)]*$/u;
/** A page longer than this is read no further: what matters stands nearer the top. */
const MAX_SENTENCES = 600;

/**
 * What a page says about a company: the sentences that name it and their neighbours, those with a finding first when there is room for
 * some only, in the page's order. Empty when the page does not name it. A long page is some thirty milliseconds of work, done in slices.
 */
export async function passageAbout(
  text: string,
  names: readonly CompanyName[],
  maxCharacters: number,
): Promise<string> {
  const sentences: string[] = [];
  const naming = new Set<number>();
  await eachInSlices(firstSentences(text), (sentence) => {
    if (names.some((name) => findName(sentence, name).strength > 0)) naming.add(sentences.length);
    sentences.push(sentence);
  });
  const weighed: { at: number; weight: number }[] = [];
  await eachInSlices(around([...naming], sentences.length), (at) => {
    const sentence = sentences[at] ?? '';
    if (naming.has(at) || !speaksOfAnother(sentence, names)) weighed.push({ at, weight: weightOf(sentence) });
  });
  weighed.sort((a, b) => b.weight - a.weight || a.at - b.at);
  const chosen: number[] = [];
  let length = 0;
  for (const { at } of weighed) {
    const added = (sentences[at]?.length ?? 0) + 3;
    if (chosen.length > 0 && length + added > maxCharacters) continue;
    chosen.push(at);
    length += added;
  }
  return clip(
    join(
      chosen.sort((a, b) => a - b),
      sentences,
    ),
    maxCharacters,
  );
}

function* firstSentences(text: string): Generator<string> {
  let count = 0;
  for (const sentence of eachSentence(text)) {
    yield clip(sentence, MAX_SENTENCE_CHARACTERS);
    count += 1;
    if (count === MAX_SENTENCES) return;
  }
}

/** The places of the sentences that name the company, and of their neighbours. */
function around(naming: readonly number[], sentences: number): Set<number> {
  const places = naming.flatMap((at) => Array.from({ length: BEFORE + 1 + AFTER }, (_, i) => at - BEFORE + i));
  return new Set(places.filter((at) => at >= 0 && at < sentences));
}

/** What is reported goes before what is denied, and that before what is neither. */
function weightOf(sentence: string): number {
  const found = findingsIn(sentence).map(({ stance }) => stance);
  if (found.includes('asserted')) return 2;
  return found.includes('denied') ? 1 : 0;
}

/** An ellipsis stands where sentences were left out, a dot in the middle behind a headline that has no end of its own. */
function join(chosen: readonly number[], sentences: readonly string[]): string {
  return chosen
    .map((at, i) => {
      const sentence = sentences[at] ?? '';
      const before = chosen[i - 1];
      if (before === undefined) return sentence;
      if (before !== at - 1) return `… ${sentence}`;
      return ENDED.test(sentences[before] ?? '') ? sentence : `· ${sentence}`;
    })
    .join(' ');
}
