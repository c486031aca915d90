import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

const Section = z.object({ version: z.number(), body: z.unknown() });
const ATTEMPTS = 20;
const SECTIONS = ['limits', 'servers', 'routes', 'prices', 'words'] as const;

/** Puts the settings back when a hostile request has changed them: the next ones shall not meet a product that is switched off. */
export class SettingsKeeper {
  private constructor(
    private readonly baseUrl: string,
    private readonly adminKey: string,
    readonly sections: Readonly<Record<string, unknown>>,
  ) {}

  static async of(baseUrl: string, adminKey: string): Promise<SettingsKeeper> {
    const sections: Record<string, unknown> = {};
    const keeper = new SettingsKeeper(baseUrl, adminKey, sections);
    for (const name of SECTIONS) sections[name] = (await keeper.read(name)).body;
    return keeper;
  }

  async restore(): Promise<void> {
    for (const name of SECTIONS) {
      const { version, body } = await this.read(name);
      if (JSON.stringify(body) === JSON.stringify(this.sections[name])) continue;
      await this.call(name, { method: 'PUT', body: JSON.stringify({ version, body: this.sections[name] }) });
    }
  }

  private async read(name: string): Promise<z.infer<typeof Section>> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.call(name);
      if (answer.ok) return Section.parse(await answer.json());
      // Busy with what is sent beside this.
      if (attempt === ATTEMPTS)
        throw new Error(`GET /admin/settings/${name} answered ${answer.status} again and again`);
      await answer.body?.cancel();
      await delay(500);
    }
  }

  private call(name: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.adminKey}`, 'content-type': 'application/json' };
    return fetch(`${this.baseUrl}/admin/settings/${name}`, { ...init, headers });
  }
}
