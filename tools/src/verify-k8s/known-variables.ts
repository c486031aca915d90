import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Variables that Node and the images' own files read. */
const OF_THE_RUNTIME = ['NODE_OPTIONS', 'NODE_ENV', 'TMPDIR', 'HOME'];
/** Where the schemas of the environment stand: lint lets `process.env` be read nowhere else. */
const SCHEMA_FILE = /(^|\/)config\/[^/]*\.ts$|(config|env|options|limits)[^/]*\.ts$/;
const SCHEMA_FOLDERS = ['apps/risk-service/src', 'apps/catalog-service/src', 'apps/sandbox/src', 'libs/platform/src'];

/** Every name of a variable in the configuration schemas below `root`. */
export function knownVariables(root: string): Set<string> {
  const known = new Set(OF_THE_RUNTIME);
  for (const folder of SCHEMA_FOLDERS) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!SCHEMA_FILE.test(file) || file.endsWith('.spec.ts')) continue;
      for (const [name] of readFileSync(join(root, folder, file), 'utf8').matchAll(
        /\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)*\b/g,
      )) {
        known.add(name);
        // Secrets may also be given as files (libs/platform/src/config/parse-env.ts).
        known.add(`${name}_FILE`);
      }
    }
  }
  return known;
}
