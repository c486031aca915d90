/**
 * Every site of the made-up web has a host of its own, so that readers can judge a page by its source. Names under `localhost` lead to
 * this machine (RFC 6761), so the addresses open in a browser, and a client without such a resolver reaches them by the `Host` header.
 */
const SITE_HOST = /^([a-z0-9.-]+)\.localhost(?::\d+)?$/i;

const LOOPBACK = /^(?:localhost|127\.[\d.]+|\[::1\]|.+\.localhost)(?::\d+)?$/i;

/**
 * The address of a page, on the port this server was asked on. Who reaches this server over a network (`http://sandbox`) reaches its
 * pages there as well, under `/web/`.
 */
export function addressOf(page: string, host: string): string {
  if (!LOOPBACK.test(host)) return `http://${host}/web/${page}`;
  const port = /:\d+$/.exec(host)?.[0] ?? '';
  const [site = '', ...path] = page.split('/');
  return `http://${site}.localhost${port}/${path.join('/')}`;
}

/** Where a request to a site's own host is served: under `/web/`. */
export function pathOf(host: string | undefined, url: string): string {
  const site = SITE_HOST.exec(host ?? '')?.[1];
  return site === undefined ? url : `/web/${site}${url}`;
}
