import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformFile } from '@swc/core';

/** Compiles the parser child, which runs in plain Node, to a place where its packages resolve. */
export async function compileParserChild(): Promise<{ module: URL; remove: () => Promise<void> }> {
  const sources = join(dirname(fileURLToPath(import.meta.url)), '..');
  const cache = join(sources, '../../../../../node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'parser-child-'));
  const names = (await readdir(sources, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !/\.(spec|d)\.ts$/.test(name) && !name.startsWith('testing'),
  );
  for (const name of names) {
    await mkdir(dirname(join(directory, name)), { recursive: true });
    const { code } = await transformFile(join(sources, name), {
      swcrc: false,
      jsc: { target: 'es2023', parser: { syntax: 'typescript', decorators: true } },
      module: { type: 'es6' },
    });
    await writeFile(join(directory, name.replace(/\.ts$/, '.js')), code);
  }
  return {
    module: pathToFileURL(join(directory, 'child/pdf-child.js')),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
