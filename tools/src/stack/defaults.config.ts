import { fileURLToPath } from 'node:url';

/** `DATA_DIR`: where the embedded database and the demo keys are kept; default `.data` in the repository. */
export const dataDirectory = process.env['DATA_DIR'] ?? fileURLToPath(new URL('../../../.data', import.meta.url));

export const defaultPorts = { edge: 8080, risk: 3100, catalog: 3200, worker: 3201, sandbox: 4010, database: 15433 };
