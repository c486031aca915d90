import { onScopeDispose, reactive } from 'vue';
import type { Document, Task, TaskAccepted } from '@tradewind/contracts';
import { failureFrom, type Failure } from '../http/problem.js';
import { requestJson } from '../http/request.js';
import { newlySucceeded, pollAfterMs } from './task-list.js';

interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

const PAGE_SIZE = 20;

/** The tenant's tasks, looked at again and again, and its documents, fetched anew when a task has succeeded. */
export function useDocuments() {
  const state = reactive({
    tasks: [] as Task[],
    documents: [] as Document[],
    moreDocuments: null as string | null,
    loaded: false,
    failure: undefined as Failure | undefined,
  });
  const left = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let looks = 0;
  onScopeDispose(() => {
    left.abort();
    clearTimeout(timer);
  });

  const get = <T>(path: string) => requestJson<T>(path, { signal: left.signal });

  /** Runs one request; what goes wrong is shown instead of thrown. */
  async function trying<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await work();
      state.failure = undefined;
      return result;
    } catch (error) {
      if (!left.signal.aborted) state.failure = failureFrom(error);
      return undefined;
    }
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    const mine = (looks += 1);
    await trying(async () => {
      const { data } = await get<Page<Task>>(`/tasks?limit=${String(PAGE_SIZE)}`);
      const changed = !state.loaded || newlySucceeded(state.tasks, data);
      state.tasks = data;
      if (changed) await loadDocuments();
      state.loaded = true;
    });
    // A look that was overtaken by a newer one leaves the timer to it.
    if (!left.signal.aborted && mine === looks) timer = setTimeout(() => void look(), pollAfterMs(state.tasks));
  }

  async function loadDocuments(cursor?: string): Promise<void> {
    const after = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = await get<Page<Document>>(`/rag/documents?limit=${String(PAGE_SIZE)}${after}`);
    state.documents = cursor === undefined ? page.data : [...state.documents, ...page.data];
    state.moreDocuments = page.next_cursor;
  }

  async function change(path: string, body?: unknown): Promise<boolean> {
    const done = await trying(() =>
      requestJson<Task | TaskAccepted>(path, { method: 'POST', ...(body !== undefined && { body }) }),
    );
    if (done !== undefined) await look();
    return done !== undefined;
  }

  void look();
  return {
    state,
    ingest: (url: string, title: string) => change('/rag/ingest', { url, ...(title !== '' && { title }) }),
    cancel: (task: Task) => change(`/tasks/${task.task_id}/cancel`),
    retry: (task: Task) => change(`/tasks/${task.task_id}/retry`),
    loadMore: () => trying(() => loadDocuments(state.moreDocuments ?? undefined)),
  };
}
