import { broken } from './break-value.js';
import { Chance } from './chance.js';
import { hostileHeaders } from './hostile-headers.js';
import { hostileConnection } from './hostile-connection.js';
import { hostilePath, hostileQuery, plainPath } from './hostile-targets.js';
import { hostileJson } from './hostile-values.js';
import { hostileRecords } from './hostile-records.js';
import type { PublishedOperation } from './operations.js';
import type { Pool } from './pool.js';
import { sample } from './sample.js';
import type { HostileRequest, Keys } from './request.js';
import { keptHere } from './kept-here.js';

const ATTACKS = {
  none: 8,
  'broken value': 34,
  'broken JSON': 18,
  'broken records': 3,
  'content type': 4,
  headers: 11,
  query: 10,
  path: 8,
  method: 3,
  'not HTTP': 3,
  'dribbled body': 0.4,
  'body cut off': 1.5,
  'huge body': 0.6,
} as const;
type Attack = keyof typeof ATTACKS;

const CONTENT_TYPES = [
  '',
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data',
  'application/json; charset=utf-16',
  'application/json;charset=utf-8;charset=utf-7',
  'application/json, text/plain',
  'APPLICATION/JSON',
  'application/problem+json',
  'application/',
  '/',
  'a'.repeat(2_000),
  'application/x-ndjson',
  'text/csv; charset=gbk',
  'text/csv; charset=no-such',
  'application/octet-stream',
];
const METHODS = ['PUT', 'POST', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'GET', 'QUERY', 'M-SEARCH'];

/** The request of this number: of the same seed, and of what the services had answered before, always the same. */
export function hostileRequest(
  seed: number,
  number: number,
  operations: readonly PublishedOperation[],
  keys: Keys,
  pool: Pool,
): HostileRequest {
  const chance = Chance.of(seed, number);
  const operation = chance.of(operations);
  const attack = attackOn(operation, chance);
  const query = attack === 'query' ? hostileQuery(operation, chance) : plainQuery(operation, chance);
  const path = attack === 'path' ? hostilePath(operation, chance, pool) : plainPath(operation, chance, pool);
  const request: HostileRequest = {
    number,
    attack,
    operation: `${operation.method} ${operation.path}`,
    baseUrl: operation.baseUrl,
    method: attack === 'method' ? chance.of(METHODS) : operation.method,
    target: `${path}${query}`,
    headers: [],
    body: undefined,
    delivery: 'whole',
    from: '127.0.0.1',
  };
  authorize(request, operation, keys, chance);
  if (chance.happens(0.15))
    request.headers.push(['accept', chance.of(['text/event-stream', '*/*', 'image/png', 'q=,;'])]);
  addBody(request, operation, attack, chance, pool);
  if (attack === 'headers') request.headers.push(...hostileHeaders(chance));
  if (attack === 'not HTTP') {
    request.delivery = 'raw';
    request.body = hostileConnection(request, chance);
  }
  if (attack === 'dribbled body') request.delivery = 'dribbled';
  if (attack === 'body cut off') request.delivery = 'cut off';
  return request;
}

function attackOn({ body, parameters, path }: PublishedOperation, chance: Chance): Attack {
  const attack = chance.weighted(ATTACKS);
  const takesRecords = path === '/deal-brain/products' && body !== undefined;
  if (attack === 'broken records' && !takesRecords) return 'headers';
  const needsBody = ['broken value', 'broken JSON', 'dribbled body', 'body cut off', 'huge body'].includes(attack);
  if (!needsBody || body !== undefined) return attack;
  // A route without a body is attacked by what it has.
  return chance.of(
    parameters.length === 0 ? (['headers', 'path', 'method'] as const) : (['query', 'path', 'headers'] as const),
  );
}

function addBody(
  request: HostileRequest,
  operation: PublishedOperation,
  attack: Attack,
  chance: Chance,
  pool: Pool,
): void {
  if (attack === 'broken records') {
    const { type, text } = hostileRecords(chance);
    request.headers.push(['content-type', type]);
    request.body = text;
    return;
  }
  const { body, schemas } = operation;
  // Routes that take no body are sent one now and then.
  if (body === undefined && !chance.happens(0.1)) return;
  const value = keptHere(
    body === undefined
      ? { unasked: true }
      : chance.happens(0.5) && body.example !== undefined
        ? structuredClone(body.example)
        : sample(body.schema, chance, schemas, (name) => pool.known(name, request.target, chance)),
  );
  const json = () =>
    Buffer.from(JSON.stringify(attack === 'broken value' ? keptHere(broken(value, chance)) : value) ?? '');
  request.headers.push(['content-type', attack === 'content type' ? chance.of(CONTENT_TYPES) : 'application/json']);
  if (attack === 'broken JSON') request.body = hostileJson(chance, JSON.stringify(value));
  else if (attack === 'huge body') request.body = huge(value, chance);
  else request.body = json();
}

/** Just under and well over the limit of a body. */
function huge(value: unknown, chance: Chance): Buffer {
  const filler = chance.of(['"x"', '0', '[]', '{"a":1}', '"\\u0000"']);
  const count = Math.floor(chance.of([1_000_000, 1_500_000, 4_000_000]) / (filler.length + 1));
  const member = `"filler":[${`${filler},`.repeat(count)}0]`;
  const text = JSON.stringify(value);
  return Buffer.from(/^\{"/.test(text) ? `{${member},${text.slice(1)}` : `{${member}}`);
}

function plainQuery({ parameters, schemas }: PublishedOperation, chance: Chance): string {
  const given = parameters.filter((each) => each.in === 'query' && chance.happens(0.2));
  if (given.length === 0) return '';
  const pairs = given.map(({ name, schema }): [string, string] => [
    name,
    String(sample(schema ?? {}, chance, schemas, () => undefined)),
  ]);
  return `?${new URLSearchParams(pairs).toString()}`;
}

function authorize(request: HostileRequest, { path }: PublishedOperation, keys: Keys, chance: Chance): void {
  const isAdmin = path.startsWith('/admin');
  const [own, others] = isAdmin ? [keys.admin, keys.tenant] : [keys.tenant, keys.admin];
  const kind = chance.weighted({ own: 82, none: 5, wrong: 4, others: 3, stranger: 3, malformed: 3 });
  const values = {
    own: `Bearer ${own}`,
    none: undefined,
    wrong: `Bearer tw_${'0'.repeat(48)}`,
    others: `Bearer ${others}`,
    stranger: `Bearer ${keys.otherTenant}`,
    malformed: chance.of(['Bearer', 'Bearer ', 'Basic Og==', `Bearer ${'k'.repeat(6_000)}`, 'Bearer tw_\u00e9', 'tw_']),
  };
  const value = values[kind];
  if (value !== undefined) request.headers.push(['authorization', value]);
  if (isAdmin && kind !== 'own') request.from = `127.0.${chance.between(1, 200)}.${chance.between(2, 250)}`;
}
