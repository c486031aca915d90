import type { ProductInput } from '@tradewind/contracts';

export type Language = 'en' | 'zh' | 'es';
export const GROUPS = ['english', 'chinese', 'spanish', 'mixed', 'typos', 'part numbers', 'mistyped numbers'] as const;
export type Group = (typeof GROUPS)[number];

export interface JudgedQuery {
  group: Group;
  query: string;
  /** What a product is worth to who asks: 3 what was asked for, 2 nearly, 1 of the kind, 0 not; undefined is not judged. */
  gradeOf(product: ProductInput): number | undefined;
}
