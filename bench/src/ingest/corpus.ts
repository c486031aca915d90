import { priceList } from '@tradewind/tools';

/** Forty documents as suppliers send them: many short ones, a few catalogues, one of 500 pages; every third in Chinese. */
const PAGES = [
  ...[1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 8, 9, 9, 10, 10, 12],
  ...[15, 18, 20, 24, 28, 32, 36, 40, 45, 50],
  ...[75, 90, 110, 140],
  ...[250, 500],
];

export function mixedCorpus(): Map<string, Buffer> {
  // The long ones are in the middle of the queue, not at its end.
  const order = PAGES.map((pages, index) => ({ pages, key: (index * 17) % PAGES.length })).sort(
    (a, b) => a.key - b.key,
  );
  return new Map(order.map(({ pages }, index) => [`mixed-${index}.pdf`, document(index, pages)]));
}

export function pagesOfCorpus(): number {
  return PAGES.reduce((sum, pages) => sum + pages, 0);
}

export function document(number: number, pages: number): Buffer {
  return priceList({ number, pages, rowsPerPage: 4, language: number % 3 === 2 ? 'zh' : 'en', proseLines: 20 });
}
