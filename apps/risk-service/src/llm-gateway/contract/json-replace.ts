/**
 * Replaces values inside a JSON text and leaves every other character as it was.
 *
 * @param text JSON; it must have been parsed successfully before
 * @param replacements new values, as JSON text, by path: member names and array positions joined by `/`
 */
export function replaceAt(text: string, replacements: ReadonlyMap<string, string>): string {
  const walk = new Walk(text, replacements);
  walk.value('');
  return walk.result();
}

class Walk {
  #at = 0;
  #copied = 0;
  #written = '';

  constructor(
    private readonly text: string,
    private readonly replacements: ReadonlyMap<string, string>,
  ) {}

  result(): string {
    return this.#written + this.text.slice(this.#copied);
  }

  value(path: string): void {
    this.#space();
    const replacement = this.replacements.get(path);
    const start = this.#at;
    // Inside of what is replaced there is nothing to replace.
    this.#skip(replacement === undefined ? path : undefined);
    if (replacement === undefined) return;
    this.#written += this.text.slice(this.#copied, start) + replacement;
    this.#copied = this.#at;
  }

  #skip(path: string | undefined): void {
    const first = this.text[this.#at];
    if (first === '"') this.#string();
    else if (first === '{' || first === '[') this.#container(path, first === '{');
    else while (this.#at < this.text.length && !/[\s,\]}]/.test(this.text[this.#at] ?? '')) this.#at += 1;
  }

  #container(path: string | undefined, named: boolean): void {
    this.#at += 1;
    for (let position = 0; ; position += 1) {
      this.#space();
      const next = this.text[this.#at];
      if (next === ',') {
        this.#at += 1;
        position -= 1;
        continue;
      }
      if (next === '}' || next === ']' || next === undefined) break;
      const name = named ? this.#name() : String(position);
      if (path === undefined) {
        this.#space();
        this.#skip(undefined);
      } else this.value(path === '' ? name : `${path}/${name}`);
    }
    this.#at += 1;
  }

  #name(): string {
    const start = this.#at;
    this.#string();
    const name: unknown = JSON.parse(this.text.slice(start, this.#at));
    this.#space();
    this.#at += 1;
    return String(name);
  }

  #string(): void {
    this.#at += 1;
    while (this.text[this.#at] !== '"' && this.#at < this.text.length) this.#at += this.text[this.#at] === '\\' ? 2 : 1;
    this.#at += 1;
  }

  #space(): void {
    while (/\s/.test(this.text[this.#at] ?? '')) this.#at += 1;
  }
}
