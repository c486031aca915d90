import type { Chance } from './chance.js';
import { hostileValue } from './hostile-values.js';

type Container = Record<string, unknown> | unknown[];

/** A copy of `value` with some of its parts replaced, taken away, added or repeated. */
export function broken(value: unknown, chance: Chance): unknown {
  const holder: { value: unknown } = { value: structuredClone(value) };
  for (let times = chance.between(1, 3); times > 0; times -= 1) breakOne(holder, chance);
  return holder.value;
}

function breakOne(holder: { value: unknown }, chance: Chance): void {
  const places = placesIn(holder.value);
  if (places.length === 0) {
    holder.value = hostileValue(chance);
    return;
  }
  const [container, key] = chance.of(places);
  switch (chance.weighted({ replace: 8, remove: 2, add: 2, repeat: 1, root: 0.3 })) {
    case 'replace':
      put(container, key, hostileValue(chance));
      break;
    case 'remove':
      if (Array.isArray(container)) container.splice(Number(key), 1);
      else Reflect.deleteProperty(container, key);
      break;
    case 'add':
      put(
        container,
        Array.isArray(container)
          ? String(container.length)
          : chance.of(['extra', '', '键', '__proto__', 'x'.repeat(300)]),
        hostileValue(chance),
      );
      break;
    case 'repeat':
      put(
        container,
        key,
        Array.from({ length: chance.of([2, 40, 1_100]) }, () => valueAt(container, key)),
      );
      break;
    case 'root':
      holder.value = hostileValue(chance);
  }
}

/** As an own property whatever its name, as JSON.parse does it. */
function put(container: Container, key: string, value: unknown): void {
  Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true });
}

function valueAt(container: Container, key: string): unknown {
  return Array.isArray(container) ? container[Number(key)] : container[key];
}

/** Every member of every object and array in it. */
function placesIn(value: unknown, found: [Container, string][] = []): [Container, string][] {
  if (typeof value !== 'object' || value === null || found.length > 200) return found;
  const container = value as Container;
  for (const [key, member] of Object.entries(container)) {
    found.push([container, key]);
    placesIn(member, found);
  }
  return found;
}
