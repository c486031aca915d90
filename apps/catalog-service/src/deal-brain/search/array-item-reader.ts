/**
 * Reads a JSON text as it is being written, and hands out every complete object inside its first array: explanations can be passed on
 * one by one while the language model writes the next. What is not JSON gives nothing.
 */
export class ArrayItemReader {
  private depth = 0;
  private arrayDepth: number | null = null;
  private inString = false;
  private escaped = false;
  private item = '';

  /** The objects that this piece completed. */
  read(piece: string): unknown[] {
    const items: unknown[] = [];
    for (const character of piece) {
      const complete = this.next(character);
      if (complete !== undefined) items.push(complete);
    }
    return items;
  }

  private next(character: string): unknown {
    const inItem = this.arrayDepth !== null && this.depth > this.arrayDepth;
    if (inItem || (this.arrayDepth === this.depth && character === '{')) this.item += character;
    if (this.inString) {
      if (this.escaped) this.escaped = false;
      else if (character === '\\') this.escaped = true;
      else if (character === '"') this.inString = false;
      return undefined;
    }
    if (character === '"') this.inString = true;
    if (character === '{' || character === '[') {
      this.depth += 1;
      if (character === '[') this.arrayDepth ??= this.depth;
    }
    if (character === '}' || character === ']') this.depth -= 1;
    return character === '}' && this.depth === this.arrayDepth ? this.take() : undefined;
  }

  private take(): unknown {
    const text = this.item;
    this.item = '';
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
}
