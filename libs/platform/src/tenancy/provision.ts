import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { loadMigrationConfig } from '../database/migrate-config.js';
import { isApiKey } from './api-key.js';
import { provision } from './tenancy.js';

const USAGE = 'provision --tenant <name> --app <name> [--key tw_…]';

try {
  const { tenant, app, key } = readArguments();
  const dataSource = new DataSource({
    type: 'postgres',
    url: loadMigrationConfig().DATABASE_URL,
    applicationName: 'provision',
    poolSize: 1,
    synchronize: false,
    installExtensions: false,
  });
  await dataSource.initialize();
  try {
    const made = await dataSource.transaction((manager) =>
      provision(manager, { tenant, app, ...(key !== undefined && { key }) }),
    );
    process.stdout.write(`${JSON.stringify({ tenant_id: made.tenantId, app_id: made.appId, key: made.key })}\n`);
  } finally {
    await dataSource.destroy();
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

function readArguments(): { tenant: string; app: string; key: string | undefined } {
  const { values } = parseArgs({
    options: { tenant: { type: 'string' }, app: { type: 'string' }, key: { type: 'string' } },
  });
  if (!values.tenant || !values.app) throw new Error(`Usage: ${USAGE}`);
  if (values.key !== undefined && !isApiKey(values.key)) {
    throw new Error('--key must be "tw_" followed by 8 to 128 letters, digits, "_" or "-".');
  }
  return { tenant: values.tenant, app: values.app, key: values.key };
}
