import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { parseManifests, type Manifest } from './manifest.js';

const run = promisify(execFile);

const RENDERERS: readonly (readonly [string, ...string[]])[] = [
  ['kubectl', 'kustomize'],
  ['kustomize', 'build'],
];

/**
 * Renders an overlay as a cluster would get it.
 *
 * @throws Error when neither kubectl nor kustomize is installed, or the overlay does not render
 */
export async function render(folder: string): Promise<Manifest[]> {
  for (const [command, ...args] of RENDERERS) {
    try {
      const { stdout } = await run(command, [...args, folder], { maxBuffer: 64 * 1024 * 1024 });
      return parseManifests(stdout);
    } catch (error) {
      if (!isMissing(error)) throw new Error(`${folder} does not render:\n${messageOf(error)}`, { cause: error });
    }
  }
  throw new Error(
    'npm run verify:k8s needs kubectl (1.27 or later) or kustomize 5 to render the overlays: install one.',
  );
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function messageOf(error: unknown): string {
  if (error instanceof Error && 'stderr' in error && typeof error.stderr === 'string') return error.stderr;
  return String(error);
}
