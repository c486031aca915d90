import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { finding, nameOf, type Finding, type Manifest } from './manifest.js';
import { modelOf, moduleOf } from './types-of-kinds.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** Inside the repository, so that the packages with the types are found from there. */
const WORK_FOLDER = join(ROOT, 'node_modules/.cache/tradewind/verify-k8s');
const COMPILER = join(ROOT, 'node_modules/typescript7/bin/tsc');
const OPTIONS = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--types', '', '--pretty', 'false'];

/**
 * Checks every field of every object in two ways. The schemas of the API find wrong formats, ranges and missing fields, but let
 * unknown ones pass, as a cluster does for many. So each object is also compiled as a literal of its kind's TypeScript type,
 * where a field that does not exist, or a word that is none of the allowed ones, does not compile.
 */
export async function checkFields(label: string, all: readonly Manifest[]): Promise<Finding[]> {
  const known: Manifest[] = [];
  const findings: Finding[] = [];
  for (const manifest of all) {
    const Model = await modelOf(manifest);
    if (Model === undefined) {
      findings.push(finding(manifest, `${manifest.apiVersion} has no kind ${manifest.kind}`));
      continue;
    }
    known.push(manifest);
    const problem = problemOf(() => new Model(manifest).validate());
    if (problem !== undefined) findings.push(finding(manifest, problem));
  }
  return [...findings, ...(await compile(label, known))];
}

function problemOf(validate: () => void): string | undefined {
  try {
    validate();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function compile(label: string, all: readonly Manifest[]): Promise<Finding[]> {
  await mkdir(WORK_FOLDER, { recursive: true });
  const file = join(WORK_FOLDER, `${label.replaceAll(/[^a-z0-9]+/gi, '-')}.ts`);
  const { source, ownerOf } = literals(all);
  await writeFile(file, source);
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [COMPILER, ...OPTIONS, file], { cwd: ROOT, maxBuffer: 1 << 26 }, (_error, stdout) => {
      resolve(stdout);
    });
  });
  return output.split('\n').flatMap((line) => {
    const [, at, problem] = /\.ts\((\d+),\d+\): error TS\d+: (.*)$/.exec(line) ?? [];
    if (at === undefined || problem === undefined)
      return line.includes('error TS') ? [{ object: file, problem: line }] : [];
    const text = source.split('\n')[Number(at) - 1]?.trim();
    return [{ object: ownerOf(Number(at)), problem: `${problem} (at ${text ?? ''})` }];
  });
}

/** A TypeScript module with one typed constant per object, and which object a line of it belongs to. */
function literals(all: readonly Manifest[]): { source: string; ownerOf: (line: number) => string } {
  const lines: string[] = [];
  const starts: { line: number; object: string }[] = [];
  all.forEach((manifest, index) => {
    const { kind } = manifest;
    starts.push({ line: lines.length + 1, object: nameOf(manifest) });
    lines.push(
      `import type { I${kind} as Kind${String(index)} } from '${moduleOf(manifest)}';`,
      ...`export const object${String(index)}: Kind${String(index)} = ${JSON.stringify(manifest, null, 1)};`.split(
        '\n',
      ),
    );
  });
  return {
    source: `${lines.join('\n')}\n`,
    ownerOf: (line) => starts.findLast((start) => start.line <= line)?.object ?? 'unknown',
  };
}
