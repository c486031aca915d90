import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { LimitsFile } from './limits-file.js';

describe('limits from a file', () => {
  let folder: string;
  let version = 0;

  beforeEach(() => {
    Logger.overrideLogger(false);
    folder = mkdtempSync(join(tmpdir(), 'limits-'));
    symlinkSync(join('..data', 'limits.json'), join(folder, 'limits.json'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** As the kubelet does: a new folder, and the link `..data` exchanged for one that leads there. */
  function mount(text: string): void {
    version += 1;
    const made = `..${String(version)}`;
    mkdirSync(join(folder, made));
    writeFileSync(join(folder, made, 'limits.json'), text);
    symlinkSync(made, join(folder, '..new'));
    renameSync(join(folder, '..new'), join(folder, '..data'));
  }

  const limitOf = (file: LimitsFile) => file.limits?.budgets['nexus-assess.llm']?.limit;
  const limits = (limit: number) => JSON.stringify({ budgets: { 'nexus-assess.llm': { limit } } });

  it('are taken up when the mounted ConfigMap is exchanged, and only then', async () => {
    const file = new LimitsFile(join(folder, 'limits.json'));
    mount(limits(3));
    expect(await file.changed()).toBe(true);
    expect(limitOf(file)).toBe(3);
    expect(await file.changed()).toBe(false);
    mount(limits(5));
    expect(await file.changed()).toBe(true);
    expect(limitOf(file)).toBe(5);
  });

  it.each([
    ['that is no JSON', '{"budgets":'],
    ['of a budget that does not exist', '{"budgets":{"nexus-assess.lmm":{"limit":3}}}'],
    ['that would make something unbounded', limits(1_000_000)],
  ])('stay as they were while the file is one %s, and it is said what is wrong', async (_, text) => {
    const file = new LimitsFile(join(folder, 'limits.json'));
    mount(limits(3));
    await file.changed();
    mount(text);
    expect(await file.changed()).toBe(true);
    expect(limitOf(file)).toBe(3);
    expect(file.problem).toContain('limits.json: ');
    expect(await file.changed()).toBe(false);
    mount(limits(4));
    await file.changed();
    expect(limitOf(file)).toBe(4);
    expect(file.problem).toBeNull();
  });

  it('stay as they were when the file is taken away', async () => {
    const file = new LimitsFile(join(folder, 'limits.json'));
    mount(limits(3));
    await file.changed();
    rmSync(join(folder, '..data'));
    expect(await file.changed()).toBe(true);
    expect(limitOf(file)).toBe(3);
    expect(file.problem).toContain('ENOENT');
  });

  it('stop the start, with the name of the variable, when there are none to begin with', async () => {
    await expect(new LimitsFile(join(folder, 'limits.json')).changed()).rejects.toMatchObject({
      code: 'config.invalid',
      problems: [{ variable: 'LIMITS_FILE' }],
    });
  });
});
