import { onScopeDispose, reactive } from 'vue';
import type { Document, Product, StoredPassage } from '@tradewind/contracts';
import { failureFrom, type Failure } from '../http/problem.js';
import { requestJson } from '../http/request.js';

interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

const PAGE_SIZE = 100;
/** What is loaded of each list; a longer document says that there is more. */
const MOST = 1_000;

/** A document with its passages and products, loaded page by page. */
export function useDocument(id: string) {
  const state = reactive({
    document: undefined as Document | undefined,
    passages: [] as StoredPassage[],
    products: [] as Product[],
    loaded: false,
    failure: undefined as Failure | undefined,
  });
  const left = new AbortController();
  onScopeDispose(() => left.abort());
  const base = `/rag/documents/${encodeURIComponent(id)}`;
  const get = <T>(path: string) => requestJson<T>(path, { signal: left.signal });

  async function all<T>(list: 'passages' | 'products', into: T[]): Promise<void> {
    let cursor: string | null = null;
    do {
      const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: Page<T> = await get(`${base}/${list}?limit=${String(PAGE_SIZE)}${after}`);
      into.push(...page.data);
      cursor = page.next_cursor;
    } while (cursor !== null && into.length < MOST);
  }

  async function load(): Promise<void> {
    try {
      state.document = await get<Document>(base);
      await Promise.all([all<StoredPassage>('passages', state.passages), all<Product>('products', state.products)]);
      state.loaded = true;
    } catch (error) {
      if (!left.signal.aborted) state.failure = failureFrom(error);
    }
  }

  void load();
  return state;
}
