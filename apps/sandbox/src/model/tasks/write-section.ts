import { z } from 'zod';
import { writeChinese } from '../report/chinese.js';
import { writeEnglish } from '../report/english.js';
import { ReportFacts } from '../report/facts.js';

export const WriteSectionTask = z.looseObject({
  task: z.literal('write_section'),
  section: z.string(),
  facts: ReportFacts,
  language: z.string().nullish(),
});
type WriteSectionTask = z.infer<typeof WriteSectionTask>;

/** One section of a report as Markdown, made of nothing but its facts, each claim followed by the evidence it rests on. */
export function writeSection({ section, facts, language }: WriteSectionTask): { markdown: string } {
  const chinese = language?.startsWith('zh') === true;
  const paragraphs = (chinese ? writeChinese(section, facts) : writeEnglish(section, facts)).filter(
    (one) => one.trim() !== '',
  );
  const empty = chinese ? '没有可供撰写的事实。' : 'There are no facts to write from.';
  return { markdown: paragraphs.length === 0 ? empty : paragraphs.join('\n\n') };
}
