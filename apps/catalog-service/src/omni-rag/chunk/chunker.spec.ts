import { describe, expect, it } from '@jest/globals';
import { Chunker, embeddedText, type ChunkablePage } from './chunker.js';

/** One token a word: easy to count in a test. */
const words = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
const page = (number: number, lines: string[], headings: number[] = []): ChunkablePage => ({
  page: number,
  text: lines.join('\n'),
  headings,
});
const sentence = (count: number): string =>
  Array.from({ length: count }, (_, index) => `word${String(index)}`).join(' ');

describe('Chunker', () => {
  it('keeps passages near 400 tokens and never across a page', () => {
    const chunker = new Chunker('doc_1', words);
    const lines = Array.from({ length: 30 }, () => sentence(50));
    const chunks = [...chunker.chunk(page(1, lines)), ...chunker.chunk(page(2, lines))];
    expect(Math.max(...chunks.map(({ tokens }) => tokens))).toBeLessThanOrEqual(400);
    expect(chunks.filter((chunk) => chunk.page === 1)).toHaveLength(4);
    expect(chunks.map(({ ordinal }) => ordinal)).toEqual(chunks.map((_, index) => index));
  });

  it('begins a passage at a heading and remembers the heading on later pages', () => {
    const chunker = new Chunker('doc_1', words);
    const first = [...chunker.chunk(page(1, ['before', 'Vacuum flasks', 'one', 'two'], [1]))];
    const second = [...chunker.chunk(page(2, ['three']))];
    expect(first.map(({ heading, text }) => [heading, text])).toEqual([
      [null, 'before'],
      ['Vacuum flasks', 'one\ntwo'],
    ]);
    expect(second[0]?.heading).toBe('Vacuum flasks');
  });

  it('never cuts a table row and repeats the header where it cuts the table', () => {
    const rows = Array.from({ length: 60 }, (_, index) => `SKU-${String(index)}\t${sentence(12)}\t${String(index)}.50`);
    const chunks = [...new Chunker('doc_1', words).chunk(page(1, ['Article\tName\tPrice', ...rows]))];
    expect(chunks.length).toBeGreaterThan(1);
    for (const chunk of chunks) {
      const [header, ...body] = chunk.text.split('\n');
      expect(header).toBe('Article\tName\tPrice');
      for (const row of body) expect(rows).toContain(row);
    }
    expect(chunks.flatMap((chunk) => chunk.text.split('\n').slice(1))).toEqual(rows);
  });

  it('cuts a line that is too long for any passage at the ends of its sentences', () => {
    const line = Array.from({ length: 20 }, () => `${sentence(60)}.`).join(' ');
    const chunks = [...new Chunker('doc_1', words).chunk(page(1, [line]))];
    expect(Math.max(...chunks.map(({ tokens }) => tokens))).toBeLessThanOrEqual(400);
    for (const chunk of chunks) expect(chunk.text).toMatch(/\.$/);
  });

  it('gives the same ids for the same document, and others for another', () => {
    const ids = (documentId: string) =>
      [...new Chunker(documentId, words).chunk(page(1, ['a', 'b'], [0]))].map(({ id }) => id);
    expect(ids('doc_1')).toEqual(ids('doc_1'));
    expect(ids('doc_1')).not.toEqual(ids('doc_2'));
  });

  it('leaves out lines that are only page numbers', () => {
    const chunks = [...new Chunker('doc_1', words).chunk(page(3, ['Page 3 of 12', 'text', '- 3 -', '第 3 页']))];
    expect(chunks.map(({ text }) => text)).toEqual(['text']);
  });

  it('embeds a passage under its title, heading and page', () => {
    expect(embeddedText('Catalogue', { heading: null, page: 2, text: 'x' })).toBe('Catalogue › p. 2\nx');
    expect(embeddedText('Catalogue', { heading: 'Flasks', page: 2, text: 'x' })).toBe('Catalogue › Flasks › p. 2\nx');
  });

  it('says where on its page a passage stands, not counting a repeated head', () => {
    const rows = Array.from({ length: 60 }, (_, index) => `SKU-${String(index)}\t${sentence(12)}`);
    const table = page(1, ['Heading', 'Article\tName', ...rows], [0]);
    const chunks = [...new Chunker('doc_1', words).chunk(table)];
    const places = chunks.map(({ start, end }) => table.text.slice(start, end));
    expect(places.join('\n')).toBe(table.text.slice('Heading\n'.length));
    expect(chunks[1]?.text).toBe(`Article\tName\n${places[1] ?? ''}`);
  });

  it('joins a heading and its subheading, and keeps a page that is nothing but headings', () => {
    const chunks = [
      ...new Chunker('doc_1', words).chunk(page(1, ['Flasks', 'Steel', 'text', 'Mugs', '2025'], [0, 1, 3, 4])),
    ];
    expect(chunks.map(({ heading, text }) => [heading, text])).toEqual([
      ['Flasks › Steel', 'text'],
      ['Mugs › 2025', 'Mugs › 2025'],
    ]);
  });

  it('leaves out running heads and feet', () => {
    const chunker = new Chunker('doc_1', words, (line) => line === 'ACME');
    expect([...chunker.chunk(page(2, ['ACME', 'text']))].map(({ text }) => text)).toEqual(['text']);
  });

  it('hands over an endless line without counting the whole of it', () => {
    const counted: number[] = [];
    const chunker = new Chunker('doc_1', (text) => {
      counted.push(text.length);
      return text.length / 4;
    });
    expect([...chunker.chunk(page(1, ['x'.repeat(200_000)]))].length).toBeGreaterThan(100);
    expect(Math.max(...counted)).toBeLessThanOrEqual(6_000);
  });
});
