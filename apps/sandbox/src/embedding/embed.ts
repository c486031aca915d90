import { concepts } from '../text/glossary.js';
import { normalise } from '../text/normalise.js';
import { terms } from '../text/words.js';

/** Each feature lands on this many places, so that one collision does not make two texts alike. */
const placesPerFeature = 3;

const weights = { word: 1, concept: 1.8, gram: 0.3 } as const;

/**
 * A hashed bag of words, trade concepts and character trigrams, L2-normalised. Texts that share words, spelling or
 * concepts (over languages) point in similar directions. An empty text gives a fixed unit vector.
 */
export function embed(text: string, dimensions: number): number[] {
  const vector = new Float64Array(dimensions);
  for (const [feature, weight] of features(text)) add(vector, feature, weight);
  let norm = 0;
  for (const value of vector) norm += value * value;
  if (norm === 0) {
    vector[0] = 1;
    norm = 1;
  }
  const scale = 1 / Math.sqrt(norm);
  return Array.from(vector, (value) => Math.fround(value * scale));
}

function features(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const count = (feature: string) => counts.set(feature, (counts.get(feature) ?? 0) + 1);
  for (const term of terms(text)) count(`w${term}`);
  for (const concept of concepts(text)) count(`c${concept}`);
  for (const [word] of normalise(text).matchAll(/[a-z0-9]{4,24}/g)) {
    const padded = `<${word}>`;
    for (let at = 0; at + 3 <= padded.length; at += 1) count(`g${padded.slice(at, at + 3)}`);
  }
  for (const [feature, times] of counts) {
    const kind = feature.startsWith('w') ? 'word' : feature.startsWith('c') ? 'concept' : 'gram';
    counts.set(feature, weights[kind] * Math.sqrt(times));
  }
  return counts;
}

function add(vector: Float64Array, feature: string, weight: number): void {
  let hash = fnv1a(feature);
  for (let place = 0; place < placesPerFeature; place += 1) {
    const index = (hash >>> 1) % vector.length;
    vector[index] = (vector[index] ?? 0) + (hash & 1 ? weight : -weight);
    hash = mix(hash + place + 1);
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return mix(hash);
}

function mix(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
