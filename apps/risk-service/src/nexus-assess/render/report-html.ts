import type { Check, Report, ReportSection, ScoreFactor } from '@tradewind/contracts';
import { formatMoney } from '../money.js';
import { LEVEL_COLOURS } from './colours.js';
import { Html, markup } from './escape.js';
import { countryName } from './country-name.js';
import { factorChart } from './factor-chart.js';
import { type Footnote, Footnotes } from './footnotes.js';
import { gauge } from './gauge.js';
import { footnoteLink, sectionHtml } from './section-html.js';
import { missingIn } from './missing.js';
import { STYLE } from './style.js';
import { timeline } from './timeline.js';
import { type Words, WORDS } from './words.js';

/** Nothing is loaded and nothing runs: the page is text, styles and drawings. */
export const REPORT_CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

const NOTHING = new Html('');

/** The report as one self-contained page that prints on A4. Every text is escaped; it has no scripts and loads nothing. */
export function reportHtml(report: Report, check: Check): string {
  const words = WORDS[report.language];
  const footnotes = new Footnotes(check);
  return markup`<!doctype html>
<html lang="${report.language === 'zh' ? 'zh-Hans' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${REPORT_CSP}">
<meta name="robots" content="noindex">
<title>${words.report}: ${report.company_name}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
<header>
<p>${words.report} · ${report.report_id}</p>
<h1>${report.company_name}</h1>
<p>${countryName(report)} · ${words.created} ${report.created_at.slice(0, 16).replace('T', ' ')} UTC</p>
</header>
${overview(report, words)}
${notice(report, words)}
${report.sections.map((section) => sectionBlock(section, footnotes, words))}
${block(words.factors, [
  factorChart(report.factors, words.factors, 'wide'),
  factorChart(report.factors, words.factors, 'narrow'),
  note(words.factorsNote),
  factorTable(report.factors, footnotes, words),
])}
${timelineBlock(check, footnotes, words)}
${block(words.mitigations, [actions(report.mitigations)])}
${block(words.sources, [sources(footnotes.all, words)])}
<footer>${words.disclaimer}</footer>
</main>
</body>
</html>
`.text;
}

function block(title: string, parts: readonly Html[]): Html {
  return markup`<section>
<h2>${title}</h2>
${parts}
</section>
`;
}

function note(text: string): Html {
  return markup`<p class="note">${text}</p>`;
}

function empty(text: string): Html {
  return markup`<p class="empty">${text}</p>`;
}

function overview(report: Report, words: Words): Html {
  const rows: [name: string, value: string][] = [
    [words.value, formatMoney(report.order_value)],
    [words.terms, words.paymentTerms[report.payment_terms]],
    [words.goods, report.goods],
    [words.route, `${report.route.from} → ${report.route.to}`],
  ];
  const level = words.level[report.risk_level];
  const drawing = gauge(report.score, `${words.score}: ${report.score.toFixed(0)} / 100, ${level}`);
  return markup`<section class="overview" aria-label="${words.score}">
<div class="verdict">
${drawing}
<span class="level" style="color: ${LEVEL_COLOURS[report.risk_level]}">${level}</span>
<span class="scale">${words.scale}</span>
</div>
<dl>${rows.map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
</section>`;
}

function notice(report: Report, words: Words): Html {
  if (report.degraded.length === 0) return NOTHING;
  const items = missingIn(report).map((sentence) => markup`<li>${sentence}</li>`);
  return markup`<div class="notice"><p>${words.incomplete}</p><ul>${items}</ul></div>`;
}

function sectionBlock(section: ReportSection, footnotes: Footnotes, words: Words): Html {
  const body = section.markdown === '' ? empty(words.notWritten) : sectionHtml(section.markdown, footnotes);
  return block(section.title, [body]);
}

function factorTable(factors: readonly ScoreFactor[], footnotes: Footnotes, words: Words): Html {
  const rows = factors.map(
    (factor) => markup`
<tr><td>${factor.label}</td><td class="figure">${(factor.weight * 100).toFixed(0)} %</td>
<td class="figure">${factor.risk.toFixed(0)}</td>
<td>${factor.reason}${footnotes.numbersOf(factor.evidence_ids).map(footnoteLink)}</td></tr>`,
  );
  return markup`<table class="factors">
<thead><tr><th>${words.factor}</th><th class="figure">${words.weight}</th><th class="figure">${words.risk}</th><th>${words.reason}</th></tr></thead>
<tbody>${rows}</tbody>
</table>`;
}

function timelineBlock(check: Check, footnotes: Footnotes, words: Words): Html {
  const labels = { label: words.timeline, categories: words.category };
  const drawings = (['wide', 'narrow'] as const).flatMap((width) => timeline(check, footnotes, labels, width) ?? []);
  return drawings.length === 0 ? NOTHING : block(words.timeline, [...drawings, note(words.timelineNote)]);
}

function actions(advice: readonly string[]): Html {
  return markup`<ol class="actions">${advice.map((text) => markup`<li>${text}</li>`)}</ol>`;
}

function sources(footnotes: readonly Footnote[], words: Words): Html {
  if (footnotes.length === 0) return empty(words.noSources);
  const items = footnotes.map(({ number, evidence }) => {
    const date =
      evidence.published_at === null
        ? NOTHING
        : markup` <span class="date">· ${evidence.published_at.slice(0, 10)}</span>`;
    const title = sourceTitle(evidence.url, evidence.title);
    return markup`
<li id="source-${number}">${title} <span class="host">${evidence.source}${date}</span></li>`;
  });
  return markup`<ol class="sources">${items}</ol>`;
}

/** A link only to a web page: an address of any other kind is shown as text. */
function sourceTitle(url: string, title: string): Html {
  return /^https?:\/\//i.test(url)
    ? markup`<a href="${url}" rel="noopener noreferrer nofollow">${title}</a>`
    : markup`${title}`;
}
