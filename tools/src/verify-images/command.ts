import { spawn } from 'node:child_process';

export interface Finished {
  code: number;
  /** Standard output and error as they came. */
  output: string;
  stdout: string;
}

/** Runs a program to its end, whatever its exit code. @throws when it cannot be started */
export function command(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let stdout = '';
    child.stdout.on('data', (data: Buffer) => {
      stdout += data.toString();
      output += data.toString();
    });
    child.stderr.on('data', (data: Buffer) => {
      output += data.toString();
    });
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ code: code ?? 1, output, stdout: stdout.trim() });
    });
  });
}

/** Like {@link command}, for what must succeed. @returns its standard output @throws with its last lines when it fails */
export async function mustRun(program: string, args: readonly string[], env?: NodeJS.ProcessEnv): Promise<string> {
  const { code, output, stdout } = await command(program, args, env);
  if (code === 0) return stdout;
  const words = `${program} ${args.slice(0, 3).join(' ')}`;
  throw new Error(`${words} failed (code ${String(code)}):\n${output.split('\n').slice(-30).join('\n')}`);
}

export async function exists(program: string, ...args: string[]): Promise<boolean> {
  return command(program, args).then(
    ({ code }) => code === 0,
    () => false,
  );
}
