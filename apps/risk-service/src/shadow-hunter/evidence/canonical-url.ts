/** Parameters that say how a visitor came, not what the page is. */
const TRACKING = /^(utm_.*|fbclid|gclid|msclkid|yclid|spm|ref|ref_src|from|source|share|scm|mc_[ce]id|_hs.*|igshid)$/i;
const INDEX_PAGE = /\/(index|default|home)\.(html?|php|aspx?|jsp)$/i;

/**
 * One form for all addresses of a page: https, no `www.`/`m.`, no default port, no tracking parameters, sorted query, no
 * fragment, no trailing slash. Undefined for what is not a web address.
 */
export function canonicalUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:' && parsed.protocol !== 'https:') return undefined;
  const port = parsed.port === '' ? '' : `:${parsed.port}`;
  const path = parsed.pathname
    .replace(INDEX_PAGE, '/')
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '');
  const parameters = [...parsed.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const query = parameters.length === 0 ? '' : `?${new URLSearchParams(parameters).toString()}`;
  return `https://${hostOf(url)}${port}${path}${query}`;
}

/** The host of an address without `www.` or `m.`; empty when it is not an address. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.toLowerCase().replace(/^(www\d?|m|mobile|amp)\.(?=.*\.)/, '') : '';
}
