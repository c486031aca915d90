import { command } from './command.js';
import type { Engine } from './engine.js';

const MAX_BYTES = 250 * 1024 * 1024;
/** What a process at run time has no use for, and an intruder has. */
const UNWANTED = [
  '/bin/sh',
  '/bin/bash',
  '/usr/bin/apt',
  '/usr/local/bin/npm',
  '/usr/local/lib/node_modules',
  '/app/node_modules/typescript',
];
const PROBE = `
const fs = require('node:fs');
const found = ${JSON.stringify(UNWANTED)}.filter((path) => fs.existsSync(path));
let writable = true;
try { fs.writeFileSync('/app/probe', ''); } catch { writable = false; }
fs.writeFileSync('/tmp/probe', '');
const sbom = JSON.parse(fs.readFileSync('/app/sbom.cdx.json', 'utf8'));
console.log(JSON.stringify({ found, writable, uid: process.getuid(), node: process.versions.node, components: sbom.components.length }));
`;

/** Looks at one image and into a container of it. @returns what is wrong, and a line about what is there */
export async function inspectImage(engine: Engine, image: string): Promise<{ problems: string[]; summary: string }> {
  const [size, user] = await Promise.all([engine.size(image), engine.user(image)]);
  const [program, ...args] = engine.run;
  const probe = await command(program, [
    ...args,
    ...['--rm', '--read-only', '--tmpfs', '/tmp', '--cap-drop', 'ALL', '--entrypoint', 'node', image, '-e', PROBE],
  ]);
  const megabytes = (size / 1024 / 1024).toFixed(0);
  if (probe.code !== 0) return { problems: [`its Node does not run:\n${probe.output}`], summary: `${megabytes} MiB` };
  const inside = JSON.parse(probe.stdout.split('\n').at(-1) ?? '{}') as {
    found: string[];
    writable: boolean;
    uid: number;
    node: string;
    components: number;
  };
  const problems = [
    ...(size > MAX_BYTES ? [`has ${megabytes} MiB, more than 250`] : []),
    ...(/^\d+:\d+$/.test(user) && !user.startsWith('0:')
      ? []
      : [`runs as "${user}", which is no numeric unprivileged user`]),
    ...(inside.uid === 0 ? ['runs as root'] : []),
    ...(inside.writable ? ['can write to its own files'] : []),
    ...(inside.node.startsWith('24.') ? [] : [`runs Node ${inside.node} instead of 24`]),
    ...(inside.components > 0 ? [] : ['has an empty bill of materials']),
    ...inside.found.map((path) => `holds ${path}`),
  ];
  return {
    problems,
    summary: `${megabytes} MiB, user ${user}, Node ${inside.node}, ${String(inside.components)} components in its bill of materials`,
  };
}
