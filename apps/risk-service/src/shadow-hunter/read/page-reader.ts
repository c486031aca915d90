/** Reads one page of the web. */
export abstract class PageReader {
  /**
   * The page's visible text; empty when it is not a page of text.
   *
   * @throws UpstreamError when it cannot be had: refused by its address, its server or the budget, or not in time.
   */
  abstract read(link: string): Promise<string>;
}
