import { join } from 'node:path';
import { z } from 'zod';
import { choosePort } from '../stack/ports.js';
import { mustRun } from './command.js';

const SERVICES = ['edge', 'risk', 'catalog', 'sandbox'] as const;
type Published = (typeof SERVICES)[number];

const Listed = z.object({ Service: z.string(), State: z.string(), ExitCode: z.number() });
export type ComposeContainer = z.infer<typeof Listed>;

/** `docker/compose.yaml` as a project of its own, with its own volumes, images and ports: a stack that runs here is left alone. */
export class ComposeProject {
  private constructor(
    private readonly file: string,
    private readonly ports: Record<Published, number>,
  ) {}

  static async create(root: string): Promise<ComposeProject> {
    const ports = { edge: 0, risk: 0, catalog: 0, sandbox: 0 };
    for (const name of SERVICES) ports[name] = await choosePort(0);
    return new ComposeProject(join(root, 'docker/compose.yaml'), ports);
  }

  url(name: Published): string {
    return `http://127.0.0.1:${String(this.ports[name])}`;
  }

  /** `docker compose …` on this project. @returns its standard output @throws with its last lines when it fails */
  run(...args: string[]): Promise<string> {
    const project = ['-p', 'tradewind-verify', '-f', this.file, '--env-file', '/dev/null', '--profile', 'sandbox'];
    return mustRun('docker', ['compose', ...project, ...args], {
      VERSION: 'verify',
      ...Object.fromEntries(SERVICES.map((name) => [`${name.toUpperCase()}_PORT`, String(this.ports[name])])),
    });
  }

  /** All containers, those that have ended too. */
  async containers(): Promise<ComposeContainer[]> {
    const lines = await this.run('ps', '--all', '--format', 'json');
    return lines
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => Listed.parse(JSON.parse(line)));
  }

  /** Waits for a process that runs to its end. @throws when it ends with anything but 0 */
  async finished(service: string): Promise<void> {
    await this.run('wait', service).catch(() => undefined);
    const found = (await this.containers()).find(({ Service }) => Service === service);
    if (found?.State !== 'exited' || found.ExitCode !== 0)
      throw new Error(`${service} is ${found?.State ?? 'missing'} (${String(found?.ExitCode)}) instead of exited (0)`);
  }
}
