import { type LinkRules, safeLink, UnsafeLink } from '@tradewind/platform';
import { TaskFailure } from '../tasks/failures.js';

/** A link that may be followed; see `safeLink`. @throws TaskFailure `source.*` */
export function checkedSourceUrl(link: string, rules: LinkRules): URL {
  try {
    return safeLink(link, rules);
  } catch (error) {
    if (error instanceof UnsafeLink) throw sourceFailure(error);
    throw error;
  }
}

export function sourceFailure(unsafe: UnsafeLink): TaskFailure {
  if (unsafe.code === 'too_many_redirects') return new TaskFailure('source.unreachable', { cause: unsafe });
  return new TaskFailure(`source.${unsafe.code}`, { cause: unsafe });
}

/** The link as it may be shown: a query string can hold a signature. */
export function shownSource(url: URL): string {
  return `${url.origin}${url.pathname}`;
}
