import { z } from 'zod';
export const WriteSectionTask = z.looseObject({
  task: z.literal('write_section'),
  section: z.string(),
  facts: z.record(z.string(), z.unknown()),
  language: z.string().nullish(),
});
export function writeSection(task: z.infer<typeof WriteSectionTask>): { markdown: string } {
  return { markdown: task.section };
}
