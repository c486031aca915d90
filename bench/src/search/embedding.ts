import { seededRandom } from '../support/random.js';

const DIMENSIONS = 384;
/** Whole numbers keep a vector short as text and exact as half-precision floats; cosine does not care for the scale. */
const SCALE = 40;

/**
 * A local, deterministic embedding: every word and every pair of Han characters has a place of its own among a few dozen topics, a
 * text is the sum of its words', earlier ones weighing more, and the topics are projected to 384 dimensions with a little noise of
 * the text as a whole. Texts that share words are near one another and no two are equal. Like a trained model's, the vectors fill far
 * fewer dimensions than they have: with a random direction of 384 for every word all would be equally far apart, and no index of
 * nearest neighbours could tell them.
 */
export function embedding(text: string): number[] {
  const topics = new Float32Array(TOPICS);
  const words = text.toLowerCase().match(WORDS) ?? [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] as string;
    add(topics, direction(word, TOPICS), (/\d/.test(word) ? NUMBER_WEIGHT : 1) / (1 + index / 8));
  }
  let length = 0;
  for (let index = 0; index < TOPICS; index += 1) length += (topics[index] as number) ** 2;
  const sum = new Float32Array(DIMENSIONS);
  for (let topic = 0; topic < TOPICS; topic += 1)
    add(sum, direction(`topic ${String(topic)}`, DIMENSIONS), topics[topic] as number);
  const own = hash(text);
  const noise = NOISE * Math.sqrt(length);
  add(sum, direction(`noise ${String(own % 1024)}`, DIMENSIONS), noise);
  add(sum, direction(`noise ${String((own >>> 10) % 1024)}`, DIMENSIONS), noise);
  let squares = 0;
  for (let index = 0; index < DIMENSIONS; index += 1) squares += (sum[index] as number) ** 2;
  const scale = (SCALE * Math.sqrt(DIMENSIONS)) / Math.sqrt(squares);
  return Array.from(sum, (value) => Math.round(value * scale));
}

const WORDS = /[\p{Script=Han}]{1,2}|[a-záéíóúñü]+|\d+/gu;
/** About as many as trained text embeddings have independent directions. */
const TOPICS = 24;
const NUMBER_WEIGHT = 0.5;
/** Of each of the two directions that stand for the text as a whole, against the length of its topics. */
const NOISE = 0.1;
const directions = new Map<string, Float32Array>();
/** Words are few, numbers may be many. */
const MAX_DIRECTIONS = 50_000;

function direction(word: string, dimensions: number): Float32Array {
  let found = directions.get(word);
  if (found === undefined) {
    const random = seededRandom(hash(word));
    // Not normal, but as good as: the sum of two uniform numbers, scaled to a variance of 1.
    found = Float32Array.from({ length: dimensions }, () => (random() + random() - 1) * Math.sqrt(6));
    if (directions.size < MAX_DIRECTIONS) directions.set(word, found);
  }
  return found;
}

function add(sum: Float32Array, addend: Float32Array, weight: number): void {
  for (let index = 0; index < DIMENSIONS; index += 1) (sum[index] as number) += weight * (addend[index] as number);
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
