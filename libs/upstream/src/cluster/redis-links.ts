import { RedisLink, type RedisLinkOptions } from './redis-link.js';

interface Held {
  readonly link: RedisLink;
  holders: number;
}

const links = new Map<string, Held>();

/**
 * The process's link to a Redis, shared by all who ask for the same: one connection, and whoever finds first that Redis is
 * away has found it for everybody, so that no request waits for that more than once. Give it back with {@link releaseLink}.
 */
export function acquireLink(options: RedisLinkOptions): RedisLink {
  const key = keyOf(options);
  const held = links.get(key) ?? { link: new RedisLink(options), holders: 0 };
  held.holders++;
  links.set(key, held);
  return held.link;
}

/** The last one closes it. */
export async function releaseLink(link: RedisLink): Promise<void> {
  for (const [key, held] of links) {
    if (held.link !== link) continue;
    if (--held.holders > 0) return;
    links.delete(key);
    await link.close();
  }
}

function keyOf({ url, commandTimeoutMs, probeMs }: RedisLinkOptions): string {
  return JSON.stringify([url, commandTimeoutMs, probeMs]);
}
