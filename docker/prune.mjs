// Takes out of an installed tree what no process reads at run time. Usage: node prune.mjs <root> <workspace under apps/>
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Parts of packages that only browsers, CommonJS or compilers load. A path that is gone after an update stops the build. */
const UNUSED = {
  // A peer of @nestjs/swagger for its compiler plugin, which has done its work when an image is built.
  typescript: ['.'],
  'gpt-tokenizer': ['cjs', 'data', 'dist', 'src'],
  'pdfjs-dist': [
    'build',
    'image_decoders',
    'types',
    'web',
    'legacy/image_decoders',
    'legacy/web',
    'legacy/build/pdf.mjs',
    'legacy/build/pdf.sandbox.min.mjs',
    'legacy/build/pdf.sandbox.mjs',
    'legacy/build/pdf.worker.mjs',
  ],
  // Node takes the modules of lib/.
  echarts: ['dist', 'i18n', 'theme'],
  zrender: ['dist'],
  'swagger-ui-dist': ['swagger-ui-es-bundle.js', 'swagger-ui-es-bundle-core.js'],
  typeorm: ['browser'],
  // Node takes the CommonJS files of build/src.
  ...Object.fromEntries(
    [
      'api',
      'api-logs',
      'core',
      'exporter-trace-otlp-http',
      'otlp-exporter-base',
      'otlp-transformer',
      'resources',
      'sdk-logs',
      'sdk-metrics',
      'sdk-trace',
      'sdk-trace-base',
    ].map((name) => [`@opentelemetry/${name}`, ['build/esm', 'build/esnext']]),
  ),
};
const NOT_CODE = /\.(map|md|markdown|flow|tsbuildinfo|[cm]?ts)$/i;
const LEGAL = /^(licen[cs]e|notice|copying)/i;

const [root, kept] = process.argv.slice(2);
if (root === undefined || kept === undefined) throw new Error('Usage: prune.mjs <root> <workspace under apps/>');

for (const [name, parts] of Object.entries(UNUSED)) {
  const folder = join(root, 'node_modules', name);
  if (!(await exists(folder))) continue;
  for (const part of parts) await rm(join(folder, part), { recursive: true });
}
for (const folder of await moduleFolders()) await removeNotCode(folder);

// Tools' executables, and the manifests of what is not in this image.
await rm(join(root, 'node_modules/.bin'), { recursive: true, force: true });
await rm(join(root, '.npmrc'));
await rm(join(root, 'package-lock.json'));
for (const app of await readdir(join(root, 'apps'))) {
  if (app !== kept) await rm(join(root, 'apps', app), { recursive: true });
}

async function moduleFolders() {
  const folders = [join(root, 'node_modules')];
  for (const kind of ['apps', 'libs']) {
    for (const name of await readdir(join(root, kind))) {
      const folder = join(root, kind, name, 'node_modules');
      if (await exists(folder)) folders.push(folder);
    }
  }
  return folders;
}

async function removeNotCode(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await removeNotCode(path);
    else if (entry.isFile() && NOT_CODE.test(entry.name) && !LEGAL.test(entry.name)) await rm(path);
  }
}

async function exists(path) {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
