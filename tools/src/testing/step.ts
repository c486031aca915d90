import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

export interface StepResult {
  name: string;
  passed: number;
  failed: number;
  seconds: number;
}

/** Runs a command at the repository's root and shows what it printed only when it failed. Resolves with its exit code. */
export async function run(command: string[], env: Record<string, string> = {}, quiet = true): Promise<number> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, {
    cwd: ROOT,
    env: { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', ...env },
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
  });
  const output: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => output.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve(status ?? 1));
  });
  if (code !== 0 && quiet) process.stdout.write(Buffer.concat(output));
  return code;
}

const JestSummary = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numRuntimeErrorTestSuites: z.number(),
});

/** Adds up Jest's own result files. A suite that could not even load counts as one failure. */
export function readJestResults(files: string[]): { passed: number; failed: number } {
  const sum = { passed: 0, failed: 0 };
  for (const file of files.filter((each) => existsSync(each))) {
    const result = JestSummary.parse(JSON.parse(readFileSync(file, 'utf8')));
    sum.passed += result.numPassedTests;
    sum.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
  }
  return sum;
}

/** Times one step that yields counts; a command that failed without a counted failure still fails the step. */
export async function step(name: string, files: string[], work: () => Promise<number>): Promise<StepResult> {
  for (const file of files) rmSync(file, { force: true });
  const startedAt = Date.now();
  const code = await work();
  const counts = files.length === 0 ? { passed: code === 0 ? 1 : 0, failed: 0 } : readJestResults(files);
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  return { name, ...counts, seconds: (Date.now() - startedAt) / 1000 };
}
