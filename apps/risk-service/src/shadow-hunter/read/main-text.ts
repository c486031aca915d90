import { Parser } from 'htmlparser2';

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

/** The visible text of an HTML page, a block a line: of its main part where it marks one. Text hidden from readers is left out. */
export function mainText(html: string): string {
  let all = '';
  let main = '';
  let hidden = 0;
  let inMain = 0;
  const open: { hides: boolean; isMain: boolean }[] = [];
  const add = (text: string) => {
    if (hidden > 0) return;
    all += text;
    if (inMain > 0) main += text;
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
  parser.end(html);
  const text = tidy(main);
  return text.length >= MAIN_AT_LEAST ? text : tidy(all);
}

function isHidden(attributes: Record<string, string>): boolean {
  return 'hidden' in attributes || attributes['aria-hidden'] === 'true' || INVISIBLE.test(attributes['style'] ?? '');
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
