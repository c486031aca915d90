import { fieldOf, leadingLabel } from './labels.js';
import { draftOn, looksLikeSku, type Draft } from './record.js';

const withColon = /^[-•*·\s]*([^:：]{1,40}?)\s*[:：]\s*(\S.*)$/;
/** Two cells: a row of a specification table. */
const twoCells = /^([^\t|]{1,40}?)(?:\t+|\s*\|\s*| {2,})(\S[^\t|]*)$/;

/** A line that could be a product's heading: short, without a full stop at its end. */
function isHeading(line: string): boolean {
  return (
    line.length >= 2 &&
    line.length <= 120 &&
    !/[.。;；,，]$/.test(line) &&
    !/^(?:page\s*\d+|第\s*\d+\s*页|[\d\s./-]+)$/i.test(line)
  );
}

function labelled(line: string): { label: string; value: string } | undefined {
  const match = withColon.exec(line) ?? twoCells.exec(line) ?? leadingLabel.exec(line);
  const [, label, value] = match ?? [];
  return label === undefined || value === undefined ? undefined : { label: label.trim(), value: value.trim() };
}

/** Reads products written as a heading with sentences and `label: value` lines under it. */
export class BlockReader {
  private current: Draft;
  /** The last heading that no product has claimed, and the sentences and values since. */
  private heading: string | undefined;
  private prose: string[] = [];
  private early: { label: string; value: string }[] = [];
  private readonly drafts: Draft[] = [];

  constructor(private readonly page: number) {
    this.current = draftOn(page);
  }

  line(line: string): void {
    const pair = labelled(line);
    if (pair !== undefined) this.pair(pair.label, pair.value);
    else if (isHeading(line)) {
      this.settleProse();
      this.heading = line;
      this.early = [];
    } else this.prose.push(line);
  }

  end(): Draft[] {
    this.settleProse();
    this.close();
    return this.drafts;
  }

  private pair(label: string, value: string): void {
    const field = fieldOf(label);
    if (this.opens(field, value)) this.open();
    if (field !== null) this.current.fields[field] ??= value;
    else if (this.identified()) this.current.attributes.push({ name: label, value });
    else this.early.push({ label, value });
  }

  /** The article number (or a model that looks like one) begins a product, or the next one. */
  private opens(field: string | null, value: string): boolean {
    const { fields } = this.current;
    if (field === 'sku') return fields.sku !== undefined || this.heading !== undefined;
    if (field === 'model') return fields.model !== undefined || (!this.identified() && looksLikeSku(value));
    return field === 'name' && fields.name !== undefined && this.identified();
  }

  private open(): void {
    const { heading, prose, early } = this;
    this.close();
    if (heading !== undefined) this.current.fields.name = heading;
    if (prose.length > 0) this.current.fields.description = prose.join(' ');
    for (const { label, value } of early) this.current.attributes.push({ name: label, value });
    this.heading = undefined;
    this.prose = [];
    this.early = [];
  }

  private close(): void {
    if (this.identified()) this.drafts.push(this.current);
    this.current = draftOn(this.page);
  }

  /** Sentences that were not followed by a new product belong to the one they stand under. */
  private settleProse(): void {
    if (this.identified() && this.heading === undefined && this.prose.length > 0) {
      this.current.fields.description ??= this.prose.join(' ');
    }
    this.prose = [];
  }

  private identified(): boolean {
    return this.current.fields.sku !== undefined || this.current.fields.model !== undefined;
  }
}
