import { parseAllDocuments } from 'yaml';

/** One Kubernetes object as it stands in YAML. Its kind's own type is checked apart (fields.ts). */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Labels };
  readonly spec?: unknown;
  readonly data?: Readonly<Record<string, string>>;
}

export type Labels = Readonly<Record<string, string>>;

/** What is wrong with one object, in words that say where. */
export interface Finding {
  readonly object: string;
  readonly problem: string;
}

/** Looks at everything an overlay renders and says what does not fit together. */
export type Check = (all: readonly Manifest[]) => Finding[];

export function nameOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata.name}`;
}

export function finding(manifest: Manifest, problem: string): Finding {
  return { object: nameOf(manifest), problem };
}

/** @throws Error when a document is no Kubernetes object */
export function parseManifests(yaml: string): Manifest[] {
  return parseAllDocuments(yaml).flatMap((document) => {
    if (document.errors[0]) throw document.errors[0];
    const object: unknown = document.toJS();
    if (object === null) return [];
    if (!isManifest(object)) throw new Error(`Not a Kubernetes object: ${JSON.stringify(object).slice(0, 200)}`);
    return [object];
  });
}

function isManifest(object: unknown): object is Manifest {
  if (!isRecord(object) || !isRecord(object['metadata'])) return false;
  return [object['apiVersion'], object['kind'], object['metadata']['name']].every((part) => typeof part === 'string');
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a label selector (`matchLabels` and `matchExpressions`) selects these labels; an empty one selects all. */
export function selects(selector: LabelSelector | undefined, labels: Labels): boolean {
  if (selector === undefined) return false;
  const equal = Object.entries(selector.matchLabels ?? {}).every(([key, value]) => labels[key] === value);
  return equal && (selector.matchExpressions ?? []).every((expression) => satisfies(expression, labels));
}

export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { key: string; operator: string; values?: readonly string[] }[];
}

function satisfies(
  { key, operator, values = [] }: { key: string; operator: string; values?: readonly string[] },
  labels: Labels,
): boolean {
  const value = labels[key];
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
