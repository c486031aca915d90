/** Pages by what one comes for; the order is that of the navigation. */
export const PAGE_GROUPS = {
  watch: ['live', 'usage'],
  steer: ['servers', 'limits', 'apps', 'prices', 'words'],
  try: ['playground', 'documents', 'lab'],
} as const;
export const PAGES = [...PAGE_GROUPS.watch, ...PAGE_GROUPS.steer, ...PAGE_GROUPS.try] as const;
export type Page = (typeof PAGES)[number];

export const EXPERIMENTS = ['search', 'recommend', 'ask', 'check', 'report', 'chat'] as const;
export type Experiment = (typeof EXPERIMENTS)[number];

export interface Route {
  page: Page;
  /** What of the page: an experiment, a document, a budget; empty for its beginning. */
  part: string;
}

/** Unknown addresses lead to the first page, never to an empty one. */
export function parseRoute(hash: string): Route {
  const [page, part = ''] = hash.replace(/^#\/?/, '').split('/');
  return { page: oneOf(PAGES, page), part: decoded(part) };
}

export function oneOf<T extends string>(known: readonly [T, ...T[]], wanted: string | undefined): T {
  return known.find((each) => each === wanted) ?? known[0];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
