import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Random keys that survive restarts, in a file that only its owner reads. */
export class KeptKeys {
  private readonly file: string;
  private readonly keys: Record<string, string>;

  constructor(directory: string) {
    this.file = join(directory, 'demo-keys.json');
    this.keys = existsSync(this.file) ? (JSON.parse(readFileSync(this.file, 'utf8')) as Record<string, string>) : {};
  }

  /** The key of that name; made when it is asked for the first time. */
  keyOf(name: string): string {
    const known = this.keys[name];
    if (known !== undefined) return known;
    const key = `tw_${randomBytes(24).toString('hex')}`;
    this.keys[name] = key;
    writeFileSync(this.file, JSON.stringify(this.keys, null, 2), { mode: 0o600 });
    return key;
  }
}
