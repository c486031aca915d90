import { glossaryLines } from './glossary-data.js';
import { normalise } from './normalise.js';
import { stem } from './words.js';

/** Latin phrases of up to this many words are looked up. */
const maxWords = 3;

interface Glossary {
  latin: Map<string, string>;
  /** By first character, longest first. */
  chinese: Map<string, { phrase: string; concept: string }[]>;
  names: Map<string, { en: string; zh: string }>;
}

const glossary = load(glossaryLines);

/**
 * The trade concepts a text speaks of, with repeats: a shared feature for `vacuum flask`, `保温杯` and `termo`, so that a
 * question in one language finds a text in another.
 */
export function concepts(text: string): string[] {
  const folded = normalise(text);
  return [...latinConcepts(folded), ...chineseConcepts(folded)];
}

/** The name of a concept in English or Chinese. */
export function conceptName(concept: string, language: 'en' | 'zh'): string {
  return glossary.names.get(concept)?.[language] ?? concept;
}

function latinConcepts(folded: string): string[] {
  const words = (folded.match(/[a-z0-9]+/g) ?? []).map(stem);
  const found: string[] = [];
  for (let at = 0; at < words.length;) {
    let taken = 1;
    for (let length = Math.min(maxWords, words.length - at); length >= 1; length -= 1) {
      const concept = glossary.latin.get(words.slice(at, at + length).join(' '));
      if (concept === undefined) continue;
      found.push(concept);
      taken = length;
      break;
    }
    at += taken;
  }
  return found;
}

function chineseConcepts(folded: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < folded.length;) {
    const match = glossary.chinese.get(folded.charAt(at))?.find(({ phrase }) => folded.startsWith(phrase, at));
    if (match !== undefined) found.push(match.concept);
    at += match?.phrase.length ?? 1;
  }
  return found;
}

function load(lines: string): Glossary {
  const loaded: Glossary = { latin: new Map(), chinese: new Map(), names: new Map() };
  for (const line of lines.split('\n')) {
    const [english = '', chinese = '', spanish = ''] = line
      .split('|')
      .map((part) => part.split(',').map((one) => one.trim()));
    const concept = english[0];
    if (concept === undefined || concept === '') continue;
    loaded.names.set(concept, { en: concept, zh: chinese[0] ?? concept });
    for (const phrase of [...english, ...spanish]) {
      if (phrase !== '')
        loaded.latin.set(
          normalise(phrase)
            .split(/[\s-]+/)
            .map(stem)
            .join(' '),
          concept,
        );
    }
    for (const phrase of chinese) {
      if (phrase === '') continue;
      const first = phrase.charAt(0);
      loaded.chinese.set(first, [...(loaded.chinese.get(first) ?? []), { phrase, concept }]);
    }
  }
  for (const phrases of loaded.chinese.values()) phrases.sort((a, b) => b.phrase.length - a.phrase.length);
  return loaded;
}
