// npm run usage:rebuild: makes the hourly statistics anew from the ledger, while the services run or not.
import { DataSource } from 'typeorm';
import { readRebuildEnv } from '../usage.config.js';
import { UsageStatistics } from './usage-statistics.js';

try {
  const dataSource = await connect();
  try {
    // Past the services' door to the database, whose deadlines are too short for a ledger of years.
    const statistics = new UsageStatistics({ system: (work) => dataSource.transaction(work) });
    const startedMs = performance.now();
    const { made, added } = await statistics.rebuild();
    const took = ((performance.now() - startedMs) / 1_000).toFixed(1);
    const counts = `${made.toLocaleString('en')} calls counted anew, ${added.toLocaleString('en')} for the first time`;
    process.stdout.write(`The usage statistics are those of the ledger: ${counts}, in ${took} s.\n`);
  } finally {
    await dataSource.destroy();
  }
} catch (error) {
  process.stderr.write(
    `The usage statistics were not rebuilt: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exitCode = 1;
}

function connect(): Promise<DataSource> {
  const url = readRebuildEnv().DATABASE_URL;
  return new DataSource({
    ...{ type: 'postgres', url, applicationName: 'usage-rebuild', poolSize: 1 },
    ...{ connectTimeoutMS: 10_000, synchronize: false, installExtensions: false },
  }).initialize();
}
