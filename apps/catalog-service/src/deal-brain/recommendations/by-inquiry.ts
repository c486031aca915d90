import { Injectable } from '@nestjs/common';
import type { InquiryRequirements, Product, ProductFilters } from '@tradewind/contracts';
import { certificationField, certificationsIn } from './certifications.js';
import type { RecommendationPlan } from './recommendation-plan.js';
import { constraintFacts, matchFacts, sentence } from './reasons.js';
import { constrain, needOf, type Requirements } from './requirements.js';
import { requirementsByRules, type RequirementsByRules } from './requirements-by-rules.js';
import { RequirementsReader } from './requirements-reader.js';

/** Products that answer an inquiry: its words are searched for, its limits are filters. Without a language model rules read the limits. */
@Injectable()
export class ByInquiry {
  constructor(private readonly reader: RequirementsReader) {}

  async plan(inquiry: string, given: ProductFilters): Promise<RecommendationPlan> {
    const read = await this.reader.read(inquiry);
    const ruled = requirementsByRules(inquiry);
    const requirements = read === null ? ruled : withUnitPrice(read, ruled);
    const need = needOf(requirements, inquiry);
    const filters = constrain(given, requirements, inquiry, ruled.from_total ? ruled.max_price_amount : null);
    // Named marks are facts of the text: reading them is no matter of judgement, so rules do it whoever reads the rest.
    const certifications = certificationsIn(inquiry);
    return {
      retrieval: {
        texts: [
          { text: need },
          ...certifications.map((text) => ({ text, weight: CERTIFICATION_WEIGHT, embed: false })),
        ],
        filters,
      },
      need,
      accepts: (product) => certifications.every((name) => certificationField(product, name) !== undefined),
      requirements: reported(requirements, filters, certifications, read === null ? 'rules' : 'llm'),
      reason: (product) =>
        sentence('Fits the inquiry', matchFacts(need, product), [
          ...constraintFacts(filters, product),
          ...certificationFacts(certifications, product),
        ]),
    };
  }
}

/** Enough to bring certified products among the candidates; that only they are accepted is decided later. */
const CERTIFICATION_WEIGHT = 0.5;

/** A model takes the sum for everything for the price of one now and then; dividing is arithmetic, and rules do it. */
function withUnitPrice(
  read: Requirements,
  { from_total, max_price_amount, price_currency }: RequirementsByRules,
): Requirements {
  return from_total ? { ...read, max_price_amount, price_currency } : read;
}

function certificationFacts(certifications: readonly string[], product: Product): string[] {
  return certifications.flatMap((name) => {
    const field = certificationField(product, name);
    return field === undefined ? [] : [`${name} by its ${field[0]} “${field[1]}”`];
  });
}

/** What holds as a filter, not what was claimed: a number that the inquiry does not have constrains nothing. */
function reported(
  { keywords }: Requirements,
  filters: ProductFilters,
  certifications: string[],
  read_by: InquiryRequirements['read_by'],
): InquiryRequirements {
  const { price_max, currency, max_min_order_quantity, origin } = filters;
  return {
    keywords,
    max_unit_price: price_max === undefined || currency === undefined ? null : { amount: String(price_max), currency },
    quantity: max_min_order_quantity ?? null,
    origin: origin === undefined ? null : [origin].flat().join(', '),
    certifications,
    read_by,
  };
}
