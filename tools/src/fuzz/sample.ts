import type { Chance } from './chance.js';
import type { Schema } from './operations.js';

const MAX_DEPTH = 6;

/** What stands in for a property of this name, wherever it occurs; undefined: nothing in particular. */
export type Known = (name: string) => unknown;

/** A value that a schema allows, or nearly: patterns and lengths are met by examples, where there are any. */
export function sample(
  schema: Schema,
  chance: Chance,
  schemas: Readonly<Record<string, Schema>>,
  known: Known,
  depth = 0,
): unknown {
  const named = resolve(schema, schemas);
  const inner = (of: Schema) => sample(of, chance, schemas, known, depth + 1);
  if (named.example !== undefined && chance.happens(0.6)) return structuredClone(named.example);
  if (named.enum !== undefined) return chance.of(named.enum);
  const choices = named.anyOf ?? named.oneOf;
  if (choices !== undefined && choices.length > 0) return inner(chance.of(choices));
  if (named.allOf !== undefined) return Object.assign({}, ...named.allOf.map(inner)) as unknown;
  if (named.nullable === true && chance.happens(0.1)) return null;
  switch (named.type) {
    case 'object':
      return object(named, chance, inner, known, depth);
    case 'array':
      if (depth > MAX_DEPTH) return [];
      return Array.from({ length: Math.max(named.minItems ?? 0, chance.between(0, 3)) }, () =>
        inner(named.items ?? {}),
      );
    case 'integer':
    case 'number':
      return number(named, chance);
    case 'boolean':
      return chance.happens(0.5);
    case 'string':
      return text(named, chance);
    default:
      return named.default ?? chance.of([null, 0, '', 'free', true, {}, []]);
  }
}

export function resolve(schema: Schema, schemas: Readonly<Record<string, Schema>>): Schema {
  const name = schema.$ref?.split('/').at(-1);
  const target = name === undefined ? undefined : schemas[name];
  return target === undefined ? schema : resolve(target, schemas);
}

function object(
  schema: Schema,
  chance: Chance,
  inner: (of: Schema) => unknown,
  known: Known,
  depth: number,
): Record<string, unknown> {
  const required = new Set(schema.required);
  const made: Record<string, unknown> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if (!required.has(name) && (depth > MAX_DEPTH || chance.happens(0.5))) continue;
    made[name] = known(name) ?? inner(property);
  }
  if (typeof schema.additionalProperties === 'object' && chance.happens(0.7)) {
    made[chance.of(['a', 'tradewind-chat', 'x'.repeat(40), '键'])] = inner(schema.additionalProperties);
  }
  return made;
}

function number({ minimum = 0, maximum = 1_000, type }: Schema, chance: Chance): number {
  const value = chance.of([minimum, maximum, chance.between(minimum, Math.min(maximum, minimum + 100))]);
  return type === 'integer' ? Math.round(value) : value;
}

function text({ format }: Schema, chance: Chance): string {
  switch (format) {
    case 'date-time':
      return chance.of(['2026-01-31T00:00:00.000Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z']);
    case 'uri':
      return chance.of(['http://127.0.0.1:1/a.pdf', 'https://127.0.0.1:1/']);
    default:
      return chance.of(['steel bottle', '不锈钢保温杯', 'GB', 'USD', 'a', '1', 'Ningbo → Hamburg']);
  }
}
