/** The environment in which everything that a service calls is at one address. */
export function downstreamsAt(url: string): Record<string, string> {
  return { LLM_BASE_URL: url, EMBEDDING_BASE_URL: url, RERANK_BASE_URL: url, SEARCH_BASE_URL: url };
}
