import { Marked } from 'marked';
import { escapeHtml, Html } from './escape.js';
import type { Footnotes } from './footnotes.js';

/** Brackets a footnote's number while Markdown is rendered; private-use characters that no input may contain. */
const MARK = /\ue000(\d+)\ue001/g;
const PRIVATE_USE = /[\ue000\ue001]/g;

/** Sections are running text: no markup of their own, no links, no images, whatever the model wrote. */
const markdown = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    image: ({ text }) => escapeHtml(text),
    link({ tokens }) {
      return this.parser.parseInline(tokens);
    },
    heading({ tokens }) {
      return `<h3>${this.parser.parseInline(tokens)}</h3>\n`;
    },
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/** A section's Markdown as HTML, its references to evidence as footnotes. */
export function sectionHtml(source: string, footnotes: Footnotes): Html {
  const marked = footnotes.replaceIn(source.replace(PRIVATE_USE, ''), (number) => `\ue000${String(number)}\ue001`);
  const rendered = markdown.parse(marked, { async: false });
  return new Html(rendered.replace(MARK, (_, number: string) => footnoteLink(Number(number)).text));
}

export function footnoteLink(number: number): Html {
  const text = String(number);
  return new Html(`<sup class="ref"><a href="#source-${text}">${text}</a></sup>`);
}
