import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { knownVariables } from '../verify-k8s/known-variables.js';

const ROOT = join(import.meta.dirname, '../../..');
const TEXT = readFileSync(join(ROOT, 'docker/compose.yaml'), 'utf8');
const README = readFileSync(join(ROOT, 'docker/README.md'), 'utf8');
const DEMO = readFileSync(join(ROOT, 'docker/demo-catalogue.mjs'), 'utf8');
const COMPOSE = z
  .object({
    services: z.record(
      z.string(),
      z.looseObject({
        image: z.string(),
        environment: z.record(z.string(), z.unknown()).default({}),
        depends_on: z.record(z.string(), z.unknown()).default({}),
        volumes: z.array(z.string()).default([]),
      }),
    ),
    volumes: z.record(z.string(), z.unknown()),
  })
  .parse(parse(TEXT, { merge: true }));
const OURS = Object.entries(COMPOSE.services).filter(([, { image }]) => image.startsWith('tradewind/'));

describe('docker/compose.yaml', () => {
  it('sets no variable that nobody reads', () => {
    const known = knownVariables(ROOT);
    const unread = OURS.flatMap(([service, { environment }]) =>
      Object.keys(environment)
        .filter((name) => !known.has(name) && !DEMO.includes(name))
        .map((name) => `${service}: ${name}`),
    );
    expect(unread).toEqual([]);
  });

  it('asks for no variable that its README does not name', () => {
    const asked = [...TEXT.matchAll(/\$\{([A-Z][A-Z0-9_]*)/g)].map(([, name = '']) => name);
    expect(asked.length).toBeGreaterThan(10);
    const grouped = /^(LLM|EMBEDDING|RERANK|SEARCH)_(PRESET|BASE_URL|API_KEY|MODEL)$/;
    const unnamed = asked.filter((name) => !grouped.test(name) && !README.includes(`\`${name}\``));
    expect([...new Set(unnamed)]).toEqual([]);
  });

  it('waits for services and mounts volumes that exist', () => {
    for (const [name, { depends_on: needs, volumes }] of Object.entries(COMPOSE.services)) {
      for (const needed of Object.keys(needs))
        expect([name, Object.keys(COMPOSE.services)]).toEqual([name, expect.arrayContaining([needed])]);
      for (const volume of volumes.map((each) => each.split(':')[0] ?? '').filter((each) => !each.startsWith('.'))) {
        expect([name, Object.keys(COMPOSE.volumes)]).toEqual([name, expect.arrayContaining([volume])]);
      }
    }
  });

  it('runs every process of ours read-only and without privileges', () => {
    expect(OURS.length).toBeGreaterThan(4);
    for (const [name, service] of OURS) {
      expect({ name, ...service }).toMatchObject({
        name,
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
      });
    }
  });
});
