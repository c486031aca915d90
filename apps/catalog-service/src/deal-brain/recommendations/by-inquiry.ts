import type { ProductFilters } from '@tradewind/contracts';
import { Injectable } from '@nestjs/common';
import type { RecommendationPlan } from './recommendation-plan.js';
import { constraintFacts, matchFacts, sentence } from './reasons.js';
import { constrain, needOf } from './requirements.js';
import { RequirementsReader } from './requirements-reader.js';

/** Products that answer an inquiry: its words are searched for, its limits are filters. */
@Injectable()
export class ByInquiry {
  constructor(private readonly reader: RequirementsReader) {}

  async plan(inquiry: string, given: ProductFilters): Promise<RecommendationPlan> {
    const requirements = await this.reader.read(inquiry);
    const need = requirements === null ? inquiry : needOf(requirements, inquiry);
    const filters = requirements === null ? given : constrain(given, requirements, inquiry);
    return {
      retrieval: { texts: [{ text: need }], filters },
      need,
      reason: (product) => sentence('Fits the inquiry', matchFacts(need, product), constraintFacts(filters, product)),
    };
  }
}
