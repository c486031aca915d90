import type { Chance } from './chance.js';
import { HOSTILE_NUMBERS, HOSTILE_TEXTS } from './hostile-values.js';
import type { PublishedOperation } from './operations.js';
import type { Pool } from './pool.js';
import { resolve } from './sample.js';

const PARAMETER = /\{(\w+)\}/g;
/** As they are written into the path, escapes and all. */
const HOSTILE_SEGMENTS: readonly string[] = [
  ...['%00', '%', '%zz', '%e0%a4%a', '%ff', '%2e%2e', '%2f', '..', '.', '..;', '%252e', '%c0%ae%c0%ae'],
  ...[
    '',
    '*',
    '?',
    '\\',
    "'",
    '"',
    '<a>',
    '|',
    '^',
    '`',
    '{}',
    '{{7*7}}',
    ':id',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...[
    'a'.repeat(199),
    'a'.repeat(201),
    'a'.repeat(8_000),
    '%E6%88%91'.repeat(60),
    '%F0%9F%92%A9',
    '%ED%A0%80',
    '0',
    '-1',
  ],
  ...['9'.repeat(40), '1e9', 'NaN', 'null', 'true', '00000000-0000-0000-0000-000000000000', 'task_%27%20OR%201=1'],
];

/** The path with ids that exist, where some are known. */
export function plainPath({ path, parameters, schemas }: PublishedOperation, chance: Chance, pool: Pool): string {
  return path.replace(PARAMETER, (_, name: string) => {
    const schema = resolve(parameters.find((each) => each.name === name)?.schema ?? {}, schemas);
    const known = schema.enum === undefined ? pool.idFor(name, chance) : String(chance.of(schema.enum));
    return encodeURIComponent(known);
  });
}

export function hostilePath(operation: PublishedOperation, chance: Chance, pool: Pool): string {
  if (operation.path.includes('{') && chance.happens(0.7)) {
    return operation.path.replace(PARAMETER, () => chance.of(HOSTILE_SEGMENTS));
  }
  const plain = plainPath(operation, chance, pool);
  const segment = chance.of(HOSTILE_SEGMENTS);
  return chance.of([
    `${plain}/${segment}`,
    `${plain}${segment}`,
    `/${segment}${plain}`,
    `/${plain}`,
    `${plain}/`,
    `${plain}//`,
    plain.toUpperCase(),
    plain.replaceAll('/', '//'),
    plain.replaceAll('/', '/./'),
    `${plain};a=b`,
    `${plain}#fragment`,
    `/console/..%2f..%2f${segment}`,
    `/console/%2e%2e/%2e%2e/etc/passwd`,
    `/docs/../../${segment}`,
  ]);
}

export function hostileQuery({ parameters, schemas }: PublishedOperation, chance: Chance): string {
  const names = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
  const pairs: string[] = [];
  for (let times = chance.between(1, 5); times > 0; times -= 1) {
    const name =
      names.length > 0 && chance.happens(0.85)
        ? chance.of(names)
        : chance.of(['x', '__proto__', '', '%00', 'a[b]', 'a[]', 'constructor.prototype']);
    const schema = resolve(parameters.find((each) => each.name === name)?.schema ?? {}, schemas);
    const value = chance.of<unknown>([chance.of(HOSTILE_TEXTS), chance.of(HOSTILE_NUMBERS), ...(schema.enum ?? [])]);
    const text = String(value)
      .slice(0, 6_000)
      .replace(/\p{Surrogate}/gu, '\uFFFD');
    pairs.push(
      chance.happens(0.1) ? `${name}=${chance.of(['%', '%zz', '%ff', '%00'])}` : `${name}=${encodeURIComponent(text)}`,
    );
    if (chance.happens(0.1)) pairs.push(pairs.at(-1) ?? '');
  }
  return chance.happens(0.03) ? `?${'a&'.repeat(3_000)}` : `?${pairs.join('&')}`;
}
