import { randomBytes } from 'node:crypto';

/** Values that nobody else writes, so that one of them in the wrong place has come from where it was put. */
export class PlantedSecrets {
  private readonly values = new Map<string, string>();

  /** A new one. `name` says where it belongs. */
  plant(name: string, prefix = 'planted-'): string {
    const value = `${prefix}${randomBytes(24).toString('hex')}`;
    this.values.set(name, value);
    return value;
  }

  /** One that was made elsewhere. */
  know(name: string, value: string): void {
    this.values.set(name, value);
  }

  /** Names of those that stand in `text`, as they are or in one of the encodings in which a secret travels. */
  foundIn(text: string): string[] {
    return [...this.values]
      .filter(([, value]) => spellings(value).some((each) => text.includes(each)))
      .map(([name]) => name);
  }

  get size(): number {
    return this.values.size;
  }
}

function spellings(value: string): string[] {
  // The end of a text in Base64 depends on what follows, its beginning on what stands before: only whole groups are alike.
  const base64 = Buffer.from(value).toString('base64').slice(0, -4);
  return [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    base64,
    Buffer.from(value).toString('hex'),
  ];
}
