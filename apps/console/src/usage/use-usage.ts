import { onScopeDispose, reactive, ref, watch } from 'vue';
import type { UsageReportRow } from '@tradewind/contracts';
import { failureFrom, type Failure } from '../http/problem.js';
import { request, requestJson } from '../http/request.js';
import { queryOf, type UsageChoice } from './usage-query.js';

interface Page {
  data: UsageReportRow[];
  next_cursor: string | null;
}

const PAGE_SIZE = 1_000;
/** Rows that are drawn; a report that is longer says so and is there as CSV. */
const MOST = 10_000;

/** The usage report of what was chosen, fetched anew whenever that changes. */
export function useUsage() {
  const choice = reactive<UsageChoice>({ range: 'day', by: ['server', 'app'] });
  const rows = ref<UsageReportRow[]>();
  const cut = ref(false);
  const failure = ref<Failure>();
  let current: AbortController | undefined;
  onScopeDispose(() => current?.abort());

  async function load(): Promise<void> {
    current?.abort();
    const mine = (current = new AbortController());
    const query = queryOf(choice, new Date());
    const found: UsageReportRow[] = [];
    try {
      let cursor: string | null = null;
      do {
        const after: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const path = `/admin/usage?${query}&limit=${String(PAGE_SIZE)}${after}`;
        const page: Page = await requestJson(path, { key: 'admin', signal: mine.signal });
        found.push(...page.data);
        cursor = page.next_cursor;
      } while (cursor !== null && found.length < MOST);
      rows.value = found;
      cut.value = cursor !== null;
      failure.value = undefined;
    } catch (error) {
      if (!mine.signal.aborted) failure.value = failureFrom(error);
    }
  }

  /** The key goes as a header, so the file is fetched and handed over rather than linked to. */
  async function save(): Promise<void> {
    try {
      const answer = await request(`/admin/usage?${queryOf(choice, new Date())}&format=csv`, {
        key: 'admin',
        accept: 'text/csv',
      });
      const url = URL.createObjectURL(await answer.blob());
      const link = document.createElement('a');
      link.href = url;
      link.download = 'usage.csv';
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      failure.value = failureFrom(error);
    }
  }

  watch(choice, () => void load(), { immediate: true });
  return { choice, rows, cut, failure, load, save };
}
