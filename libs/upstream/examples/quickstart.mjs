import { createServer } from 'node:http';
import { setTimeout } from 'node:timers';
import { createScope, isUpstreamError, runInScope, Upstream } from '@tradewind/upstream';

// A stand-in for a slow API that must not be called more than twice at once.
const answer = JSON.stringify({ organic: [{ title: 'Acme Ltd', link: 'https://acme.example' }] });
const api = createServer((_, response) => setTimeout(() => response.end(answer), 200)).listen(4999);

const upstream = new Upstream({
  providers: { web: { kind: 'search', preset: 'serper', baseUrl: 'http://127.0.0.1:4999' } },
  uses: {
    'checks.search': { provider: 'web', limit: 2, queue: { maxWaiting: 3, maxWaitMs: 1_000, mode: 'reject-newest' } },
  },
});
const search = upstream.search('checks.search');

async function check(tenantId) {
  const scope = createScope({ tenantId, deadlineMs: 2_000 });
  const found = runInScope(scope, () => search.search({ query: 'Acme' }));
  return found.then(
    ({ results }) => results[0].title,
    (error) => isUpstreamError(error) && `${error.code}, try again in ${Math.ceil(error.retryAfterMs)} ms`,
  );
}
console.log(await Promise.all(['a', 'a', 'a', 'a', 'b', 'b', 'c', 'c'].map(check)));
await upstream.close();
api.close();
