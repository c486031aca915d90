import { readFile } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import { LimitsSection } from '@tradewind/contracts';
import { ConfigError } from '../config/config-error.js';

/** Far more than limits need; what is longer is some other file. */
const MAX_CHARACTERS = 1_000_000;

/**
 * Limits as a file says them, in the shape of the section `limits`: what holds until somebody edits that section. It is read again
 * whenever the settings are looked at, because a mounted ConfigMap is exchanged behind a symbolic link, of which nothing is
 * announced. A file that cannot be used changes nothing.
 */
export class LimitsFile {
  private readonly logger = new Logger('Settings');
  private seen: string | undefined;
  private good: LimitsSection | undefined;
  private trouble: string | null = null;

  constructor(private readonly path: string) {}

  /** The last limits that could be used. */
  get limits(): LimitsSection | undefined {
    return this.good;
  }

  /** Why the file as it is now cannot be used; null when it can. */
  get problem(): string | null {
    return this.trouble;
  }

  /**
   * Reads the file; true when it says something else than the last time.
   * @throws ConfigError at the first time, when it cannot be used
   */
  async changed(): Promise<boolean> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => `\0${String(error)}`);
    if (text === this.seen) return false;
    this.seen = text;
    const read = parseLimits(text);
    if (typeof read !== 'string') {
      this.good = read;
      this.trouble = null;
      return true;
    }
    if (this.good === undefined) {
      throw new ConfigError([
        { variable: 'LIMITS_FILE', message: `LIMITS_FILE is "${this.path}": expected JSON of limits; ${read}` },
      ]);
    }
    this.trouble = `${this.path}: ${read}`;
    this.logger.error({ msg: 'The limits file cannot be used; what is in force stays.', problem: this.trouble });
    return true;
  }
}

/** The limits, or what is wrong with them. */
function parseLimits(text: string): LimitsSection | string {
  if (text.startsWith('\0')) return text.slice(1);
  if (text.length > MAX_CHARACTERS) return `it has more than ${String(MAX_CHARACTERS)} characters`;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error.message : 'it is not JSON';
  }
  const parsed = LimitsSection.safeParse(json);
  if (parsed.success) return parsed.data;
  return parsed.error.issues.map(({ path, message }) => `${path.map(String).join('.')} ${message}`).join('; ');
}
