import { sentences } from '../text/sentences.js';
import { asSchema, conform, emptyOf, isRecord, resolve, typesOf, type JsonSchema } from './conform.js';
import { summarise } from './summary.js';

/**
 * An answer to a schema nobody told the stand-in about: strings from the text (a `label: value` line with the field's
 * name, else a summary), numbers from the text, enums by the first value the text mentions.
 */
export function fillSchema(schema: JsonSchema, text: string, name = '', root: JsonSchema = schema): unknown {
  const wanted = firstAlternative(resolve(schema, root), root);
  if (Array.isArray(wanted.enum)) return mentioned(wanted.enum, text) ?? wanted.enum[0];
  if ('const' in wanted) return wanted.const;
  const types = typesOf(wanted);
  if (types.includes('object')) return fillObject(wanted, text, root);
  if (types.includes('array')) return fillArray(wanted, text, name, root);
  if (types.includes('string')) return labelled(name, text) ?? summarise(text, 1);
  if (types.includes('number') || types.includes('integer')) return conform(numberNear(name, text), wanted, root);
  if (types.includes('boolean')) return !/\b(no|not|never|false)\b|不|没有|否/i.test(text);
  return emptyOf(wanted, root);
}

function fillObject(schema: JsonSchema, text: string, root: JsonSchema): Record<string, unknown> {
  const properties = Object.entries(asSchema(schema.properties) ?? {});
  return Object.fromEntries(
    properties.flatMap(([key, one]) => (isRecord(one) ? [[key, fillSchema(one, text, key, root)]] : [])),
  );
}

function fillArray(schema: JsonSchema, text: string, name: string, root: JsonSchema): unknown[] {
  const items = asSchema(schema.items);
  if (items === undefined) return [];
  const minimum = typeof schema.minItems === 'number' ? schema.minItems : 1;
  const source = sentences(text).slice(0, Math.max(minimum, 3));
  return source.map((sentence) => fillSchema(items, sentence, name, root));
}

function firstAlternative(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const list = [schema.anyOf ?? schema.oneOf ?? []]
    .flat()
    .filter(isRecord)
    .map((one) => resolve(one, root));
  return list.find((one) => !typesOf(one).includes('null')) ?? schema;
}

function mentioned(values: unknown[], text: string): unknown {
  const lower = text.toLowerCase();
  return values.find((value) => typeof value === 'string' && lower.includes(value.toLowerCase()));
}

function labelled(name: string, text: string): string | undefined {
  if (name === '') return undefined;
  const label = name.replaceAll('_', '[ _-]?');
  return new RegExp(`(?:^|[\\n;,{"])\\s*${label}"?\\s*[:：=]\\s*"?([^\\n;"]{1,200})`, 'i').exec(text)?.[1]?.trim();
}

function numberNear(name: string, text: string): string {
  const near = labelled(name, text) ?? text;
  return /-?\d[\d,]*(?:\.\d+)?/.exec(near)?.[0] ?? '0';
}
