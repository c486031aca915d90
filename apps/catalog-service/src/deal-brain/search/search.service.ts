import { Injectable } from '@nestjs/common';
import type { SearchRequest, SearchResponse } from '@tradewind/contracts';
import { currentScope, degrade } from '@tradewind/upstream';
import { StageTrace } from '../stage-trace.js';
import { FacetCounter, type Counted } from './facet-counter.js';
import { highlightsOf } from './highlights.js';
import { MatchExplainer, type OnExplanation } from './match-explainer.js';
import { ResultFinder } from './result-finder.js';
import { ResultPages, type ResultPage } from './result-pages.js';
import { debugScores } from './scored-product.js';

/** What a caller may be told before the answer is whole. */
export interface SearchProgress {
  /** The results without explanations; it is the answer except for those. */
  onResults(response: SearchResponse): void;
  onExplanation: OnExplanation;
}

/**
 * Retrieve → rerank → explain. Only the first is needed for an answer; each of the others has its share of the deadline.
 * Later pages of a search neither retrieve nor rerank.
 */
@Injectable()
export class SearchService {
  constructor(
    private readonly finder: ResultFinder,
    private readonly pages: ResultPages,
    private readonly facets: FacetCounter,
    private readonly explainer: MatchExplainer,
  ) {}

  /**
   * @throws UpstreamError `capacity.*` when the database is too busy, `deadline.exceeded`; AppError 400 `request.cursor_invalid`
   */
  async search(request: SearchRequest, progress?: SearchProgress): Promise<SearchResponse> {
    const trace = new StageTrace();
    const { page, counted } =
      request.cursor === undefined
        ? await this.firstPage(request, trace)
        : { page: await this.pages.next(request.cursor, request), counted: undefined };
    const products = page.products.map(({ product }) => product);
    if (!request.explain) return respond(request, page, counted, trace, new Map());
    progress?.onResults(respond(request, page, counted, trace, new Map()));
    const explanations = await trace.time('explain', () =>
      this.explainer.explain(request.query, products, progress?.onExplanation),
    );
    return respond(request, page, counted, trace, explanations);
  }

  private async firstPage(
    request: SearchRequest,
    trace: StageTrace,
  ): Promise<{ page: ResultPage; counted: Counted | undefined }> {
    let counted: Counted | undefined;
    const found = await this.finder.find(request, trace, async (searched) => {
      if (request.facets.length === 0) return;
      counted = await degrade<Counted | undefined>(
        'facets',
        () => trace.time('facets', () => this.facets.count(searched, request.facets)),
        () => undefined,
      );
    });
    return { page: this.pages.first(found, request), counted };
  }
}

function respond(
  { query, highlight, debug }: SearchRequest,
  { about, products, nextCursor }: ResultPage,
  counted: Counted | undefined,
  trace: StageTrace,
  explanations: ReadonlyMap<string, string>,
): SearchResponse {
  const read = [query, about.understood.query, ...about.understood.synonyms].join('\n');
  return {
    results: products.map((each) => ({
      product: each.product,
      score: each.score,
      explanation: explanations.get(each.product.product_id) ?? '',
      ...(highlight && { highlights: highlightsOf(read, each.product) }),
      ...(debug && { debug: debugScores(each) }),
    })),
    next_cursor: nextCursor,
    ...about,
    ...(counted && { total: counted.total, facets: counted.facets }),
    degraded: [...currentScope().degraded],
    ...(debug && { debug: { stages: [...trace.stages] } }),
  };
}
