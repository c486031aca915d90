import { computed, onScopeDispose, reactive, ref, type Ref } from 'vue';
import type { SectionName } from '@tradewind/contracts';
import { failureFrom, type Failure } from '../http/problem.js';
import { changesOf } from './changes.js';
import { readSection, revertSection, writeSection, type Revision } from './section-api.js';

export interface SectionState<S extends SectionName> {
  section: S;
  /** As it is in force; undefined until it was read. */
  current: Revision<S> | undefined;
  failure: Failure | undefined;
  saving: boolean;
}

/**
 * One section being edited: `draft` is what the person sees and changes, `current` what is in force.
 *
 * @param toDraft what the form edits, made from the body
 * @param toBody the body as it will be written, made from the draft
 */
export function useSection<S extends SectionName, D extends object>(
  section: S,
  toDraft: (body: Revision<S>['body']) => D,
  toBody: (draft: D) => unknown,
) {
  const state = reactive({ section, current: undefined, failure: undefined, saving: false }) as SectionState<S>;
  const draft = ref() as Ref<D | undefined>;
  const left = new AbortController();
  onScopeDispose(() => left.abort());

  /** What is in force, as it would be written: the draft is compared with this, so that defaults are no changes. */
  const base = computed(() => (state.current === undefined ? undefined : toBody(toDraft(state.current.body))));
  const body = computed(() => (draft.value === undefined ? undefined : toBody(draft.value)));
  const changes = computed(() => (draft.value === undefined ? [] : changesOf(base.value, body.value)));

  function take(revision: Revision<S>): void {
    state.current = revision;
    draft.value = toDraft(revision.body);
  }

  /** Runs one request; what goes wrong is kept for the page to show. */
  async function trying(work: () => Promise<void>): Promise<boolean> {
    state.saving = true;
    try {
      await work();
      state.failure = undefined;
      return true;
    } catch (error) {
      if (!left.signal.aborted) state.failure = failureFrom(error);
      return false;
    } finally {
      state.saving = false;
    }
  }

  const load = () => trying(async () => take(await readSection(section, left.signal)));
  const version = () => state.current?.version ?? 0;
  const noted = (note: string) => (note.trim() === '' ? {} : { note: note.trim() });

  void load();
  return {
    state,
    draft,
    changes,
    load,
    /** Forgets what was changed. */
    discard: () => {
      if (state.current !== undefined) take(state.current);
      state.failure = undefined;
    },
    /** Asks the service whether it would take the draft. */
    check: () => trying(async () => void (await writeSection(section, { version: version(), body: body.value }, true))),
    save: (note: string) =>
      trying(async () => {
        take(await writeSection(section, { version: version(), body: body.value, ...noted(note) }, false));
      }),
    revert: (to: number, note: string) =>
      trying(async () => take(await revertSection(section, { version: version(), to, ...noted(note) }))),
  };
}

export type SectionEditor = Pick<
  ReturnType<typeof useSection<SectionName, object>>,
  'state' | 'changes' | 'load' | 'discard' | 'check' | 'save' | 'revert'
>;
