import { clip } from '../../text/clip.js';
import { type CompanyName } from '../names/company-name.js';
import { findName } from '../names/find-name.js';
import { SIGNAL_RULES } from '../signals/rules.js';

/** Neighbours of a sentence that names the company: they say "it" and mean the company. */
const BEFORE = 1;
const AFTER = 2;
const SENTENCE = /[^.!?\n\u3002\uff01\uff1f]+[.!?\n\u3002\uff01\uff1f]*/gu;
/** A page longer than this is read no further: what matters stands nearer the top. */
const MAX_SENTENCES = 600;

/**
 * What a page says about a company: the sentences that name it and their neighbours, those with a finding first when there is room for
 * some only, in the page's order. Empty when the page does not name it.
 */
export function passageAbout(text: string, names: readonly CompanyName[], maxCharacters: number): string {
  const sentences = (text.match(SENTENCE) ?? []).slice(0, MAX_SENTENCES).map((sentence) => sentence.trim());
  const near = new Set<number>();
  sentences.forEach((sentence, at) => {
    if (!names.some((name) => findName(sentence, name).strength > 0)) return;
    for (let i = at - BEFORE; i <= at + AFTER; i += 1) if (sentences[i]) near.add(i);
  });
  const weighed = [...near]
    .map((at) => ({ at, weight: SIGNAL_RULES.some((rule) => rule.pattern.test(sentences[at] ?? '')) ? 1 : 0 }))
    .sort((a, b) => b.weight - a.weight || a.at - b.at);
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

/** An ellipsis stands where sentences were left out. */
function join(chosen: readonly number[], sentences: readonly string[]): string {
  return chosen
    .map((at, i) => (i > 0 && chosen[i - 1] !== at - 1 ? `… ${sentences[at] ?? ''}` : (sentences[at] ?? '')))
    .join(' ');
}
