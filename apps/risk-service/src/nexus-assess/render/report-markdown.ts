import type { Check, Report } from '@tradewind/contracts';
import { formatMoney } from '../money.js';
import { countryName } from './country-name.js';
import { escapeMarkdown as text } from './escape.js';
import { Footnotes } from './footnotes.js';
import { missingIn } from './missing.js';
import { WORDS } from './words.js';

/** The report as Markdown (GFM with footnotes). Texts of others cannot add headings, links, images or HTML to it. */
export function reportMarkdown(report: Report, check: Check): string {
  const words = WORDS[report.language];
  const footnotes = new Footnotes(check);
  const refs = (ids: readonly string[]) =>
    footnotes
      .numbersOf(ids)
      .map((number) => `[^${String(number)}]`)
      .join('');
  const blocks = [
    `# ${words.report}: ${text(report.company_name)}`,
    `${text(countryName(report))} · ${words.created} ${report.created_at} · \`${report.report_id}\``,
    `**${words.score}: ${report.score.toFixed(0)} / 100 – ${words.level[report.risk_level]}** (${words.scale})`,
    ...(report.degraded.length > 0
      ? [[words.incomplete, '', ...missingIn(report).map((each) => `- ${text(each)}`)].map(quoted).join('\n')]
      : []),
    `## ${words.order}`,
    [
      `- ${words.value}: ${text(formatMoney(report.order_value))}`,
      `- ${words.terms}: ${words.paymentTerms[report.payment_terms]}`,
      `- ${words.goods}: ${text(report.goods)}`,
      `- ${words.route}: ${text(report.route.from)} → ${text(report.route.to)}`,
    ].join('\n'),
    ...report.sections.flatMap((section) => [
      `## ${text(section.title)}`,
      section.markdown === '' ? `*${words.notWritten}*` : plainMarkdown(section.markdown, footnotes),
    ]),
    `## ${words.factors}`,
    [
      `| ${words.factor} | ${words.weight} | ${words.risk} | ${words.reason} |`,
      '| --- | ---: | ---: | --- |',
      ...report.factors.map(
        (factor) =>
          `| ${text(factor.label)} | ${(factor.weight * 100).toFixed(0)} % | ${factor.risk.toFixed(0)} | ${text(factor.reason)}${refs(factor.evidence_ids)} |`,
      ),
    ].join('\n'),
    `## ${words.mitigations}`,
    report.mitigations.map((advice, i) => `${String(i + 1)}. ${text(advice)}`).join('\n'),
    `## ${words.sources}`,
    footnotes.all.length === 0
      ? `*${words.noSources}*`
      : footnotes.all
          .map(({ number, evidence }) => `[^${String(number)}]: ${text(evidence.title)} – ${address(evidence.url)}`)
          .join('\n'),
    `---\n\n${words.disclaimer}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function quoted(line: string): string {
  return line === '' ? '>' : `> ${line}`;
}

/** A section's own Markdown with only paragraphs, lists, emphasis and tables left in it. */
function plainMarkdown(markdown: string, footnotes: Footnotes): string {
  const plain = markdown
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/^( {0,3})\[[^\]\n]+\]:.*$/gm, '')
    .replace(/!?\[([^\]\n]*)\]\([^)\n]*\)/g, '$1')
    .replace(/!\[/g, '[')
    .replace(/^ {0,3}#{1,6}\s+(.*)$/gm, '**$1**')
    .replace(/^ {0,3}(=+|-{2,})\s*$/gm, '');
  return footnotes.replaceIn(plain, (number) => `[^${String(number)}]`);
}

/** An autolink for a web address, text for anything else. */
function address(url: string): string {
  return /^https?:\/\/[^\s<>]+$/i.test(url) ? `<${url}>` : text(url);
}
