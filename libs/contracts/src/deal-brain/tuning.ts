import { z } from 'zod';
import { oneOrMore, text } from './text.js';

export const SynonymGroup = z
  .object({
    terms: z.array(text(80)).min(1).max(20).meta({ description: 'Words or phrases' }),
    means: z.array(text(80)).min(1).max(20).optional().meta({
      description: 'One way: who asks for one of `terms` also gets these. Without it all of `terms` mean the same',
    }),
  })
  .refine(({ terms, means }) => means !== undefined || terms.length > 1, {
    path: ['terms'],
    error: 'needs at least two terms that mean the same, or "means"',
  })
  .meta({ id: 'SynonymGroup' });
export type SynonymGroup = z.infer<typeof SynonymGroup>;

export const Synonyms = z
  .object({ groups: z.array(SynonymGroup).max(500) })
  .meta({ id: 'Synonyms', examples: [{ groups: [{ terms: ['thermos', 'vacuum flask', '保温杯'] }] }] });
export type Synonyms = z.infer<typeof Synonyms>;

export const Boost = z
  .object({
    when: z
      .object({
        sku: oneOrMore(120).optional(),
        brand: oneOrMore(120).optional(),
        category: oneOrMore(120).optional(),
        origin: oneOrMore(120).optional(),
      })
      .refine((when) => Object.values(when).some((value) => value !== undefined), { error: 'needs a condition' })
      .meta({ description: 'All must hold; words compare without regard to case' }),
    factor: z.number().min(0.1).max(10).meta({ description: 'Scores are multiplied by it; below 1 demotes' }),
  })
  .meta({ id: 'Boost' });
export type Boost = z.infer<typeof Boost>;

export const Boosts = z
  .object({ boosts: z.array(Boost).max(200) })
  .meta({ id: 'Boosts', examples: [{ boosts: [{ when: { brand: 'Haiyun' }, factor: 1.5 }] }] });
export type Boosts = z.infer<typeof Boosts>;
