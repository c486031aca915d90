/** The report's style sheet: readable on a phone, on a desk and on A4. No fonts are fetched; Chinese falls to what is installed. */
export const STYLE = `
@page { size: A4; margin: 16mm 15mm 18mm; }
:root { --ink: #1b2430; --soft: #55606e; --line: #d9dee5; --pale: #f3f5f8; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; color: var(--ink); background: #fff; overflow-wrap: anywhere;
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", "WenQuanYi Zen Hei", sans-serif;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
main { max-width: 50rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; }
header { border-bottom: 3px solid var(--ink); padding-bottom: .9rem; margin-bottom: 1.4rem; }
header p { margin: 0; color: var(--soft); font-size: .85rem; }
h1 { margin: .15rem 0 .3rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2rem 0 .6rem; font-size: 1.15rem; border-bottom: 1px solid var(--line); padding-bottom: .25rem; break-after: avoid; }
h3 { margin: 1rem 0 .3rem; font-size: 1rem; break-after: avoid; }
p { margin: 0 0 .7rem; }
p, li { text-wrap: pretty; orphans: 2; widows: 2; }
.overview { display: grid; grid-template-columns: 15rem 1fr; gap: 1.5rem; align-items: center; break-inside: avoid; }
.verdict { text-align: center; margin: 0; }
.gauge { width: 100%; max-width: 15rem; display: block; margin: 0 auto; }
.level { font-weight: 700; font-size: 1.1rem; display: block; }
.scale { color: var(--soft); font-size: .8rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; font-weight: 600; }
.notice { background: #fff6e5; border-left: 4px solid #a86a00; padding: .6rem .9rem; margin: 1.2rem 0 0; font-size: .9rem; break-inside: avoid; }
.notice p { margin: 0; font-weight: 600; }
.notice ul { margin: .35rem 0 0; padding-left: 1.2rem; }
.notice li { margin-bottom: .2rem; }
.chart { width: 100%; height: auto; display: block; margin: .4rem 0; break-inside: avoid; }
.chart.narrow { display: none; }
.note { color: var(--soft); font-size: .82rem; }
table { width: 100%; border-collapse: collapse; font-size: .9rem; margin: .6rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
.figure { white-space: nowrap; text-align: right; font-variant-numeric: tabular-nums; }
th, td:first-child { overflow-wrap: normal; }
tr { break-inside: avoid; }
.empty { color: var(--soft); font-style: italic; }
ol.actions li { margin-bottom: .4rem; break-inside: avoid; }
ol.sources { font-size: .85rem; padding-left: 1.8rem; }
ol.sources li { text-wrap: wrap; margin-bottom: .35rem; break-inside: avoid; }
ol.sources .host { color: var(--soft); display: inline-block; }
ol.sources .date { white-space: nowrap; }
sup.ref { line-height: 0; margin-left: 1px; }
sup.ref a { color: #1d4ed8; text-decoration: none; font-size: .72em; padding: 0 1px; }
a { color: #1d4ed8; }
footer { margin-top: 2.2rem; border-top: 1px solid var(--line); padding-top: .7rem; color: var(--soft); font-size: .8rem; }
pre, code { white-space: pre-wrap; font-size: .9em; }
@media (min-width: 36rem) { td:first-child { white-space: nowrap; } }
@media screen and (max-width: 36rem) {
  .factors tr { display: grid; grid-template-columns: 1fr 4.4rem 3.2rem; border-bottom: 1px solid var(--line); }
  .factors th, .factors td { border: 0; padding-bottom: 0; }
  .factors td:first-child { font-weight: 600; }
  .factors thead tr > :last-child { display: none; }
  .factors tr > :last-child { grid-column: 1 / -1; padding-bottom: .5rem; }
}
@media screen and (max-width: 36rem) { .chart.wide { display: none; } .chart.narrow { display: block; } }
@media (max-width: 36rem) { .overview { grid-template-columns: 1fr; } h1 { font-size: 1.4rem; } }
@media print { main { padding: 0; max-width: none; } body { font-size: 10.5pt; } a { color: inherit; } h2 { margin-top: 1.4rem; } .factors { break-inside: avoid; } }
`;
