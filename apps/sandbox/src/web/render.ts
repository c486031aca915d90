import { escapeXml } from '../errors.js';
import { encodeGbk } from './gbk.js';
import type { WebPage } from './page.js';

const siteWords = { en: 'Home · About · Contact', zh: '首页 · 关于 · 联系', es: 'Inicio · Nosotros · Contacto' };

/** The page as a site would serve it: navigation and a script around the words, in the page's own encoding. */
export function renderPage(page: WebPage): { body: Buffer; contentType: string } {
  const encoding = page.encoding ?? 'utf-8';
  const site = page.url.split('/')[0] ?? '';
  const rows = Object.entries(page.facts ?? {})
    .map(([label, value]) => `<tr><th>${escapeXml(label)}</th><td>${escapeXml(value)}</td></tr>`)
    .join('\n');
  const html = `<!doctype html>
<html lang="${page.language}">
<head>
<meta charset="${encoding}">
<title>${escapeXml(page.title)}</title>
${page.date === null ? '' : `<meta property="article:published_time" content="${page.date}">`}
<link rel="canonical" href="/web/${escapeXml(page.url.split('?')[0] ?? '')}">
<script>window.analytics = [];</script>
</head>
<body>
<nav>${site} · ${siteWords[page.language]}</nav>
<main>
<h1>${escapeXml(page.title)}</h1>
${page.date === null ? '' : `<time datetime="${page.date}">${page.date}</time>`}
${rows === '' ? '' : `<table>\n${rows}\n</table>`}
${page.paragraphs.map((paragraph) => `<p>${escapeXml(paragraph)}</p>`).join('\n')}
</main>
<footer>© ${site}</footer>
</body>
</html>
`;
  return {
    body: encoding === 'gbk' ? encodeGbk(html) : Buffer.from(html),
    contentType: `text/html; charset=${encoding}`,
  };
}
