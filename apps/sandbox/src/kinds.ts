/** The downstreams that have dials and counters of their own. */
export const kinds = ['llm', 'embedding', 'rerank', 'search', 'oss', 'web'] as const;
export type Kind = (typeof kinds)[number];
