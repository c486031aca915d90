// npm run build: builds what has changed and says so in one line. What Nx prints is shown when it fails, or with `-- --verbose`.
// Plain JavaScript, as it is what everything else is built by. It writes to stderr: stdout belongs to the command that comes next.
import { Buffer } from 'node:buffer';
import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

const verbose = process.argv.includes('--verbose');
const startedAt = performance.now();
const lines = [];

const nx = spawn('nx', ['run-many', '-t', 'build', ...process.argv.slice(2)], {
  stdio: verbose ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  env: { ...process.env, ...(process.stderr.isTTY && { FORCE_COLOR: '1' }) },
});
if (!verbose) {
  process.stderr.write('Building… ');
  for (const stream of [nx.stdout, nx.stderr]) stream.on('data', (chunk) => lines.push(chunk));
}
nx.on('error', (error) => {
  process.stderr.write(`${error.message}\nIs everything installed? Run "npm ci" first.\n`);
  process.exit(1);
});
nx.on('close', (code) => {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (!verbose) process.stderr.write(code === 0 ? `done in ${seconds} s.\n` : 'failed.\n');
  if (code !== 0) process.stderr.write(Buffer.concat(lines));
  process.exit(code ?? 1);
});
