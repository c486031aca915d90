import { z } from 'zod';

/** A field that says something: trimmed, not empty, and no longer than `max` characters. */
export const text = (max: number) => z.string().trim().min(1).max(max);

/** One value, or several of which any will do. */
export const oneOrMore = (max: number) => z.union([text(max), z.array(text(max)).min(1).max(20)]);
export type OneOrMore = string | string[];
