import type { Passage } from '@tradewind/contracts';

/** A passage as a model reads it: under its heading, which often names the product the rest is about. */
export function passageText({ heading, text }: Pick<Passage, 'heading' | 'text'>): string {
  return heading === null ? text : `${heading}\n${text}`;
}
