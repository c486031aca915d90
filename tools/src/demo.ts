// npm run demo: drives the main job through the public HTTP API, as a tenant's own front end would.
// Against a running `npm start` it needs nothing; against anything else: BASE_URL=… API_KEY=… npm run demo
import { demoTarget } from './demo/target.config.js';
import { runDemo } from './demo/run.js';

try {
  await runDemo(demoTarget());
} catch (error) {
  console.error(`\nThe demo stopped: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
