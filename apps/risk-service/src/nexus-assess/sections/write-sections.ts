import type { ReportSection } from '@tradewind/contracts';
import { degrade, type LlmPort, withDeadline } from '@tradewind/upstream';
import type { CostMeter } from '../../costs/cost-meter.js';
import type { Language } from '../../text/language.js';
import { type Facts, SECTION_PLANS } from './section-plan.js';
import { emptySection, writeSection } from './write-section.js';

export interface WriteOptions {
  /** Time for all sections together. */
  shareMs: number;
  meter: CostMeter;
  onSection?: (section: ReportSection) => void;
}

/**
 * Writes all sections at once, as far as the port's budget lets them; a section that cannot be written stays empty and is
 * recorded as `section.<name>`, and the others stand.
 */
export function writeSections(
  llm: LlmPort,
  facts: Facts,
  language: Language,
  { shareMs, meter, onSection }: WriteOptions,
): Promise<ReportSection[]> {
  return Promise.all(
    SECTION_PLANS.map(async (plan) => {
      const section = await degrade(
        `section.${plan.section}`,
        () => withDeadline(shareMs, () => writeSection(llm, plan, facts, language, meter)),
        () => emptySection(plan, language),
      );
      onSection?.(section);
      return section;
    }),
  );
}
