import { Parser } from 'htmlparser2';
import { eachInSlices } from '../../event-loop/slices.js';

/** What a reader of the page does not read as its text. */
const LEFT_OUT = new Set(
  'head title script style noscript template svg nav footer aside form button select textarea iframe object'.split(' '),
);
const BLOCKS = new Set(
  'address article blockquote br dd div dl dt figcaption h1 h2 h3 h4 h5 h6 hr li main ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
const MAIN = new Set(['main', 'article']);
const INVISIBLE = /display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])/i;
/** Less in `main` is taken for a placeholder that a script would fill. */
const MAIN_AT_LEAST = 80;

/** Of the page's source, how much is parsed without a pause: well below a millisecond of work. */
const PIECE_CHARACTERS = 8 * 1_024;

/**
 * The visible text of an HTML page, a block a line: of its main part where it marks one. Text hidden from readers is left out. A long
 * page is parsed in slices.
 */
export async function mainText(html: string): Promise<string> {
  const all = new Lines();
  const main = new Lines();
  let hidden = 0;
  let inMain = 0;
  const open: { hides: boolean; isMain: boolean }[] = [];
  const add = (text: string) => {
    if (hidden > 0) return;
    all.add(text);
    if (inMain > 0) main.add(text);
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      const hides = LEFT_OUT.has(name) || isHidden(attributes);
      const isMain = MAIN.has(name);
      open.push({ hides, isMain });
      if (hides) hidden += 1;
      if (isMain) inMain += 1;
      if (BLOCKS.has(name)) add('\n');
    },
    ontext: add,
    onclosetag(name) {
      if (BLOCKS.has(name)) add('\n');
      const closed = open.pop();
      if (closed?.hides) hidden -= 1;
      if (closed?.isMain) inMain -= 1;
    },
  });
  await eachInSlices(piecesOf(html), (piece) => {
    parser.write(piece);
  });
  parser.end();
  const text = main.text();
  return text.length >= MAIN_AT_LEAST ? text : all.text();
}

function isHidden(attributes: Record<string, string>): boolean {
  return 'hidden' in attributes || attributes['aria-hidden'] === 'true' || INVISIBLE.test(attributes['style'] ?? '');
}

function* piecesOf(html: string): Generator<string> {
  for (let at = 0; at < html.length; at += PIECE_CHARACTERS) yield html.slice(at, at + PIECE_CHARACTERS);
}

/** Text as it comes, in lines without superfluous blanks and without empty lines. */
class Lines {
  private readonly done: string[] = [];
  private open = '';

  add(text: string): void {
    const [first = '', ...others] = text.split('\n');
    this.open += first;
    for (const line of others) {
      this.end();
      this.open = line;
    }
  }

  text(): string {
    this.end();
    return this.done.join('\n');
  }

  private end(): void {
    const line = this.open.replace(/\s+/g, ' ').trim();
    if (line !== '') this.done.push(line);
    this.open = '';
  }
}
