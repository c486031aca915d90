export const PAGES = ['live', 'documents', 'playground'] as const;
export type Page = (typeof PAGES)[number];

export const EXPERIMENTS = ['search', 'check', 'report', 'chat'] as const;
export type Experiment = (typeof EXPERIMENTS)[number];

export interface Route {
  page: Page;
  experiment: Experiment;
}

/** Unknown addresses lead to the first page, never to an empty one. */
export function parseRoute(hash: string): Route {
  const [page, experiment] = hash.replace(/^#\/?/, '').split('/');
  return { page: oneOf(PAGES, page), experiment: oneOf(EXPERIMENTS, experiment) };
}

function oneOf<T extends string>(known: readonly [T, ...T[]], wanted: string | undefined): T {
  return known.find((each) => each === wanted) ?? known[0];
}
