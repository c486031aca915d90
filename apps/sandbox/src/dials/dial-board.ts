import { kinds, type Kind } from '../kinds.js';
import { defaultSettings, DialInput, explainProblems, type DialScope, type DialSettings } from './dial.js';
import { seededRandom } from './random.js';

interface Rule {
  scope: DialScope;
  settings: Partial<DialSettings>;
}

/** The settings that hold for one call. */
export interface ResolvedDials {
  settings: DialSettings;
  random: () => number;
  /** Calls that share one capacity share this key. */
  capacityKey: string;
}

export class DialError extends Error {}

/**
 * Rules by scope. A call gets the kind's settings, overlaid by those of its path and then of its model, field by field,
 * so that a narrow rule changes only what it names.
 */
export class DialBoard {
  private readonly rules = new Map<string, Rule>();
  private readonly generators = new Map<string, () => number>();

  /** Merges into the rules of the same scopes; restarts their random sequence. All inputs are checked before any counts. */
  turn(input: DialInput | DialInput[]): void {
    const parsed = (Array.isArray(input) ? input : [input]).map((one) => {
      const result = DialInput.safeParse(one);
      if (!result.success) throw new DialError(explainProblems(result.error));
      return result.data;
    });
    for (const { kind, model, path, ...settings } of parsed) {
      const scope: DialScope = { kind, ...(model !== undefined && { model }), ...(path !== undefined && { path }) };
      const key = scopeKey(scope);
      const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
      this.rules.set(key, { scope, settings: { ...this.rules.get(key)?.settings, ...given } });
      this.generators.delete(key);
    }
  }

  reset(kind?: Kind): void {
    for (const [key, rule] of this.rules) {
      if (kind !== undefined && rule.scope.kind !== kind) continue;
      this.rules.delete(key);
    }
    this.generators.clear();
  }

  /** Every kind with its full settings, then the narrower rules with what they change. */
  list(): (DialScope & Partial<DialSettings>)[] {
    const narrow = [...this.rules.values()].filter(
      ({ scope }) => scope.model !== undefined || scope.path !== undefined,
    );
    return [
      ...kinds.map((kind) => ({ kind, ...this.resolve({ kind }).settings })),
      ...narrow.map(({ scope, settings }) => ({ ...scope, ...settings })),
    ];
  }

  resolve(call: { kind: Kind; model?: string | undefined; path?: string | undefined }): ResolvedDials {
    let settings = defaultSettings;
    let capacityKey: string = call.kind;
    let narrowest: string = call.kind;
    for (const [key, rule] of this.applicable(call)) {
      settings = { ...settings, ...rule.settings };
      narrowest = key;
      if (rule.settings.capacity !== undefined) capacityKey = key;
    }
    return { settings, capacityKey, random: this.generator(narrowest, settings.seed) };
  }

  private applicable(call: { kind: Kind; model?: string | undefined; path?: string | undefined }): [string, Rule][] {
    return [...this.rules]
      .filter(
        ([, { scope }]) =>
          scope.kind === call.kind &&
          (scope.model === undefined || scope.model === call.model) &&
          (scope.path === undefined || call.path?.startsWith(scope.path)),
      )
      .sort(([, a], [, b]) => specificity(a.scope) - specificity(b.scope));
  }

  private generator(key: string, seed: number): () => number {
    const existing = this.generators.get(key);
    if (existing !== undefined) return existing;
    const created = seededRandom(seed);
    this.generators.set(key, created);
    return created;
  }
}

function scopeKey(scope: DialScope): string {
  return [scope.kind, scope.model ?? '', scope.path ?? ''].join('\n');
}

/** A model is narrower than any path, and a longer path than a shorter one. */
function specificity(scope: DialScope): number {
  return (scope.model === undefined ? 0 : 1_000_000) + (scope.path?.length ?? 0);
}
