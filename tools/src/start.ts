// npm start: the whole product on embedded defaults. Nothing to install, no keys, no servers.
import colors from 'picocolors';
import { loadDemoCatalogue } from './demo/catalogue.js';
import { Stack, type StackDescription } from './stack/stack.js';
import { defaultPorts, dataDirectory } from './stack/defaults.config.js';

const startedAt = Date.now();
const stack = new Stack(
  {
    dataDirectory,
    ports: defaultPorts,
    databaseUrl: process.env['DATABASE_URL'],
    redisUrl: process.env['REDIS_URL'],
    out: process.stdout,
  },
  (message) => void end(1, message),
);

let ending: Promise<void> | undefined;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => (ending ? process.exit(1) : void end(0, 'Stopping: finishing what is in flight…')));
}

try {
  const description = await stack.start();
  const loaded = await loadDemoCatalogue(description);
  announce(description, loaded);
} catch (error) {
  await end(1, error instanceof Error ? error.message : String(error));
}

function end(code: number, message: string): Promise<void> {
  ending ??= (async () => {
    console.log(`\n${message}`);
    await stack.stop();
    process.exit(code);
  })();
  return ending;
}

function announce(running: StackDescription, loaded: number): void {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const auth = `-H 'Authorization: Bearer ${running.apiKey}' -H 'Content-Type: application/json'`;
  const curl = (path: string, body: object) =>
    `curl -sN ${running.edgeUrl}${path} ${auth} -d '${JSON.stringify(body)}'`;
  const stores = [
    process.env['DATABASE_URL'] === undefined ? 'embedded PostgreSQL (PGlite)' : 'PostgreSQL',
    running.redisUrl === null ? 'queue in the database' : 'queue and limits in Redis',
  ];
  console.log(`
${colors.bold(colors.green('Tradewind is ready'))} after ${seconds} s: ${stores.join(', ')}; ${loaded} demo products.

  Console   ${colors.bold(`${running.edgeUrl}/console`)}
            tenant key ${running.apiKey}
            admin key  ${running.adminKey}
  API       ${running.edgeUrl}
  Docs      ${running.riskUrl}/docs  and  ${running.catalogUrl}/docs
  Sandbox   ${running.sandboxUrl}  (stands in for LLM, search, embedding, reranker and object storage)
  Data      ${dataDirectory}

Try it (in another terminal), or run ${colors.bold('npm run demo')}:

  ${curl('/deal-brain/search', { query: '不锈钢保温杯 500ml', limit: 3 })}

  ${curl('/shadow-hunter/checks', { company_name: 'Meridian Trade Partners Ltd', country: 'GB' })}

  ${curl('/v1/chat/completions', { model: 'tradewind-chat', stream: true, messages: [{ role: 'user', content: 'What does FOB mean in a contract?' }] })}

Ctrl-C ends everything; the data stays.
`);
}
