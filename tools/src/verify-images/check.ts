import colors from 'picocolors';

let passed = 0;
let failed = 0;

/** Runs one check and prints what came of it. @returns whether it passed */
export async function check(name: string, run: () => Promise<string | undefined>): Promise<boolean> {
  const startedAt = performance.now();
  try {
    const summary = await run();
    passed += 1;
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    console.log(
      `${colors.green('✔')} ${name}${summary === undefined ? '' : `: ${summary}`} ${colors.dim(`${seconds} s`)}`,
    );
    return true;
  } catch (error) {
    failed += 1;
    console.log(`${colors.red('✘')} ${name}\n    ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** Prints "N passed, N failed" as the last line and sets the exit code. */
export function reportChecks(): void {
  console.log(`\n${String(passed)} passed, ${String(failed)} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
