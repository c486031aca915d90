import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformFile } from '@swc/core';

const FOLDERS = ['parse', 'ocr'];

/** Compiles the child processes, which run in plain Node, to a place where their packages resolve. */
export async function compileParserChild(): Promise<{ module: URL; ocrModule: URL; remove: () => Promise<void> }> {
  const sources = join(dirname(fileURLToPath(import.meta.url)), '../..');
  const cache = join(sources, '../../../../node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const directory = await mkdtemp(join(cache, 'parser-child-'));
  const all = await Promise.all(
    FOLDERS.map(async (folder) =>
      (await readdir(join(sources, folder), { recursive: true })).map((name) => join(folder, name)),
    ),
  );
  const names = all.flat().filter((name) => /(?<!\.spec|\.d)\.ts$/.test(name) && !name.includes('testing'));
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
    module: pathToFileURL(join(directory, 'parse/child/pdf-child.js')),
    ocrModule: pathToFileURL(join(directory, 'ocr/ocr-child.js')),
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}
