import { mkdir, writeFile } from 'node:fs/promises';
import { sampleDocuments } from './documents.js';

/** Writes the sample documents to `assets/oss/`, where the stand-in object storage serves them from. */
const folder = new URL('../../assets/oss/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, bytes] of await sampleDocuments()) {
  await writeFile(new URL(name, folder), bytes);
  process.stdout.write(`${String(bytes.length).padStart(8)}  ${name}\n`);
}
