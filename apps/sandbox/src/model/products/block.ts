import { fieldOf } from './labels.js';
import { draftOn, looksLikeSku, type Draft } from './record.js';

const labelled = /^[-•*·\s]*([^:：]{1,40}?)\s*[:：]\s*(\S.*)$/;

/** A line that could be a product's heading: short, without a full stop at its end. */
function isHeading(line: string): boolean {
  return (
    line.length >= 2 &&
    line.length <= 120 &&
    !/[.。;；,，]$/.test(line) &&
    !/^(page|第?\s*\d+\s*页?)\b/i.test(line) &&
    !/^\d+$/.test(line)
  );
}

/** Reads products written as a heading with `label: value` lines under it. */
export class BlockReader {
  private current: Draft;
  private heading: string | undefined;
  private prose: string[] = [];
  readonly drafts: Draft[] = [];

  constructor(private readonly page: number) {
    this.current = draftOn(page);
  }

  line(line: string): void {
    const match = labelled.exec(line) ?? spaced(line);
    if (match === null) {
      this.plain(line);
      return;
    }
    const label = (match[1] ?? '').trim();
    const value = (match[2] ?? '').trim();
    const field = fieldOf(label);
    if (this.opens(field, value)) this.open();
    if (field === null) {
      if (this.started()) this.current.attributes.push({ name: label, value });
    } else this.current.fields[field] ??= value;
  }

  end(): Draft[] {
    this.close();
    return this.drafts;
  }

  /** A second article number, or a second name after one, begins the next product. */
  private opens(field: string | null, value: string): boolean {
    const { fields } = this.current;
    if (field === 'sku') return fields.sku !== undefined || (fields.name === undefined && this.heading !== undefined);
    if (field === 'model')
      return fields.model !== undefined || (!this.started() && looksLikeSku(value) && this.heading !== undefined);
    return (
      field === 'name' &&
      (fields.name !== undefined || fields.sku !== undefined) &&
      fields.sku !== value &&
      fields.price !== undefined
    );
  }

  private open(): void {
    const { heading } = this;
    this.close();
    if (heading !== undefined) this.current.fields.name = heading;
  }

  private close(): void {
    if (this.started()) {
      const description = this.prose.join(' ').trim();
      if (description !== '') this.current.fields.description ??= description;
      this.drafts.push(this.current);
    }
    this.current = draftOn(this.page);
    this.heading = undefined;
    this.prose = [];
  }

  private started(): boolean {
    return (
      this.current.fields.sku !== undefined ||
      this.current.fields.model !== undefined ||
      this.current.fields.name !== undefined
    );
  }

  private plain(line: string): void {
    if (isHeading(line)) this.heading = line;
    else if (this.started()) this.prose.push(line);
  }
}

/** Two cells where the first is a known label: a specification table without colons. */
function spaced(line: string): RegExpExecArray | null {
  const match = /^([^\t|]{1,40}?)(?:\t+|\s*\|\s*| {2,})(\S[^\t|]*)$/.exec(line);
  return match;
}
