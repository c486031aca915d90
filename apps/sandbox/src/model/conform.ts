export type JsonSchema = Record<string, unknown>;

/**
 * Bends a value into a JSON schema's shape where that loses nothing: "12.50" ↔ 12.5, a missing field becomes null (or
 * empty where null is not allowed), an unknown field is dropped where the schema is closed.
 */
export function conform(value: unknown, schema: JsonSchema, root: JsonSchema = schema): unknown {
  const wanted = resolve(schema, root);
  const alternatives = alternativesOf(wanted);
  if (alternatives !== undefined) {
    const fitting = alternatives.find((one) => fits(value, resolve(one, root)));
    const present = alternatives.find((one) => !typesOf(resolve(one, root)).includes('null'));
    const chosen = fitting ?? present ?? alternatives[0];
    return chosen === undefined ? value : conform(value, chosen, root);
  }
  const types = typesOf(wanted);
  if (value === null || value === undefined) return types.includes('null') ? null : emptyOf(wanted, root);
  if (Array.isArray(wanted.enum)) return wanted.enum.includes(value) ? value : wanted.enum[0];
  if (types.length === 0 || types.includes(typeName(value))) return within(value, wanted, root);
  if (types.includes('number') || types.includes('integer')) return toNumber(value, types.includes('integer'), types);
  if (types.includes('string')) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  return emptyOf(wanted, root);
}

function within(value: unknown, schema: JsonSchema, root: JsonSchema): unknown {
  if (Array.isArray(value)) {
    const items = asSchema(schema.items);
    const kept = typeof schema.maxItems === 'number' ? value.slice(0, schema.maxItems) : value;
    return items === undefined ? kept : kept.map((item) => conform(item, items, root));
  }
  if (typeof value === 'string') return typeof schema.maxLength === 'number' ? value.slice(0, schema.maxLength) : value;
  const properties = asSchema(schema.properties);
  if (!isRecord(value) || properties === undefined) return value;
  const known = Object.entries(properties).flatMap(([name, property]) => {
    const described = asSchema(property);
    const required = Array.isArray(schema.required) && schema.required.includes(name);
    if (described === undefined || (!(name in value) && !required)) return [];
    return [[name, conform(value[name], described, root)]];
  });
  const others = Object.entries(value).filter(([name]) => !(name in properties));
  return Object.fromEntries(schema.additionalProperties === false ? known : [...known, ...others]);
}

function toNumber(value: unknown, whole: boolean, types: string[]): number | null {
  const number = Number(String(value).replaceAll(',', ''));
  if (!Number.isFinite(number)) return types.includes('null') ? null : 0;
  return whole ? Math.round(number) : number;
}

/** The emptiest value a schema allows. */
export function emptyOf(schema: JsonSchema, root: JsonSchema): unknown {
  const wanted = resolve(schema, root);
  const alternatives = alternativesOf(wanted);
  if (alternatives !== undefined) {
    const nullable = alternatives.some((one) => typesOf(resolve(one, root)).includes('null'));
    return nullable || alternatives[0] === undefined ? null : emptyOf(alternatives[0], root);
  }
  if (Array.isArray(wanted.enum)) return wanted.enum[0];
  if ('const' in wanted) return wanted.const;
  const [type = 'null'] = typesOf(wanted).includes('null') ? ['null'] : typesOf(wanted);
  if (type === 'object') return within({}, wanted, root);
  const simple: Record<string, unknown> = { string: '', number: 0, integer: 0, boolean: false, array: [], null: null };
  return simple[type];
}

function fits(value: unknown, schema: JsonSchema): boolean {
  if (Array.isArray(schema.enum)) return schema.enum.includes(value);
  return typesOf(schema).includes(typeName(value ?? null));
}

/** JSON schema's name; a whole number is taken for an integer wherever a number would do. */
function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

export function typesOf(schema: JsonSchema): string[] {
  const types = [schema.type ?? []].flat().filter((type): type is string => typeof type === 'string');
  if (types.length === 0 && schema.properties !== undefined) return ['object'];
  return types;
}

function alternativesOf(schema: JsonSchema): JsonSchema[] | undefined {
  const list = schema.anyOf ?? schema.oneOf;
  return Array.isArray(list) ? list.filter(isRecord) : undefined;
}

export function resolve(schema: JsonSchema, root: JsonSchema): JsonSchema {
  if (typeof schema.$ref !== 'string') return schema;
  const path = schema.$ref.replace(/^#\/?/, '').split('/').filter(Boolean);
  return path.reduce<JsonSchema>((at, part) => asSchema(at[part]) ?? {}, root);
}

export function asSchema(value: unknown): JsonSchema | undefined {
  return isRecord(value) ? value : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
