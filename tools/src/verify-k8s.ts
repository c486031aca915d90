// npm run verify:k8s: renders every overlay and checks each field against the API's types and everything that refers to something
// else. Prints what is wrong; the last line is "N passed, N failed".
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import colors from 'picocolors';
import { verifyRules } from './verify-k8s/alert-rules.js';
import { checks } from './verify-k8s/checks/index.js';
import { knownVariables as knownVariablesCheck } from './verify-k8s/checks/configuration.js';
import { checkFields } from './verify-k8s/fields.js';
import { knownVariables } from './verify-k8s/known-variables.js';
import type { Finding } from './verify-k8s/manifest.js';
import { render } from './verify-k8s/render.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OVERLAYS = join(ROOT, 'k8s/overlays');

let passed = 0;
let failed = 0;

function report(name: string, findings: readonly Finding[]): void {
  if (findings.length === 0) passed += 1;
  else failed += 1;
  console.log(`${findings.length === 0 ? colors.green('✔') : colors.red('✘')} ${name}`);
  for (const { object, problem } of findings) console.log(`    ${colors.bold(object)} ${problem}`);
}

try {
  const all = { ...checks, settings: knownVariablesCheck(knownVariables(ROOT)) };
  for (const overlay of readdirSync(OVERLAYS).sort()) {
    const manifests = await render(join(OVERLAYS, overlay));
    console.log(`\n${colors.bold(overlay)} ${colors.dim(`${String(manifests.length)} objects`)}`);
    report('fields', await checkFields(overlay, manifests));
    for (const [name, check] of Object.entries(all)) report(name, check(manifests));
    for (const [name, findings] of Object.entries(await verifyRules(manifests))) report(name, findings);
  }
} catch (error) {
  failed += 1;
  console.error(error instanceof Error ? error.message : error);
}
console.log(`\n${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
