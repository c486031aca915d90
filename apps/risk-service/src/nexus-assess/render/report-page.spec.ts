import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { Check, Report } from '@tradewind/contracts';
import { fullCheck, fullReport } from '../../testing/full-report.js';
import { reportHtml } from './report-html.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path) && starts(path),
);
/** What only a font for Chinese can show. */
const HAN = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu;
const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Points of an A4 page. */
const A4 = /\/MediaBox\s*\[\s*0\s+0\s+59[45](?:\.\d+)?\s+84[12](?:\.\d+)?\s*\]/;

interface Seen {
  /** Pixels by which something stands out to the right. */
  overflow: number;
  /** Charts by their label, with what is drawn in them and the texts that are cut off. */
  charts: { label: string; shapes: number; texts: number; cut: string[] }[];
  /** Whether this machine has a font for Chinese; a bare server may not. */
  han: boolean;
  /** Characters no font here can show. */
  missing: string;
}

/** Runs inside the page: measures what a reader would see. */
const LOOK = `
const page = document.getElementById('page').contentDocument;
const view = page.documentElement;
// Each chart is there twice, for wide and for narrow pages: one of the two is seen.
const charts = [...page.querySelectorAll('svg')].filter((svg) => svg.getBoundingClientRect().width > 0).map((svg) => {
  const frame = svg.getBoundingClientRect();
  const seen = (node) => { const box = node.getBoundingClientRect(); return box.width * box.height > 4; };
  const cut = [...svg.querySelectorAll('text')].filter((text) => {
    const box = text.getBoundingClientRect();
    return box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
  });
  return {
    label: svg.getAttribute('aria-label') ?? '',
    shapes: [...svg.querySelectorAll('path, rect, circle, polygon')].filter((node) => node.getAttribute('fill') !== 'none' && seen(node)).length,
    texts: [...svg.querySelectorAll('text')].filter(seen).length,
    cut: cut.map((text) => text.textContent),
  };
});
const canvas = document.createElement('canvas');
canvas.width = canvas.height = 32;
const brush = canvas.getContext('2d', { willReadFrequently: true });
brush.font = '20px ' + getComputedStyle(page.body).fontFamily;
const draw = (text) => { brush.clearRect(0, 0, 32, 32); brush.fillText(text, 2, 24); return brush.getImageData(0, 0, 32, 32).data.join(); };
const nothing = draw(String.fromCodePoint(0x10fffe));
const missing = [...new Set(page.body.innerText.replace(/\\s/gu, ''))].filter((text) => draw(text) === nothing).join('');
const edge = page.defaultView.innerWidth;
const overflow = Math.max(0, view.scrollWidth - view.clientWidth, ...[...page.body.querySelectorAll('*')].map((node) => node.getBoundingClientRect().right - edge));
document.body.dataset.seen = JSON.stringify({ overflow: Math.round(overflow), charts, missing, han: draw('\\u4e2d') !== nothing });
`;

/** Opens the page in a frame as wide as a device and looks at it. */
function look(html: string, width: number): Seen {
  const framed = html
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '')
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;');
  const file = join(folder, `look-${String(width)}.html`);
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><body><iframe id="page" style="border:0;width:${String(width)}px;height:2000px" srcdoc="${framed}"></iframe>
<script>document.getElementById('page').addEventListener('load', () => { ${LOOK} });</script></body>`,
  );
  const dom = chromium('--dump-dom', '--virtual-time-budget=3000', '--window-size=1200,2200', `file://${file}`);
  const seen = /data-seen="([^"]*)"/.exec(dom)?.[1];
  if (seen === undefined) throw new Error(`Chromium did not look at the page: ${dom.slice(0, 500)}`);
  return JSON.parse(
    seen.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  ) as Seen;
}

/** An installed browser may still be a stub that cannot run here. */
function starts(path: string): boolean {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

function print(html: string): string {
  const file = join(folder, 'print.html');
  const pdf = join(folder, 'print.pdf');
  writeFileSync(file, html);
  chromium(`--print-to-pdf=${pdf}`, '--no-pdf-header-footer', `file://${file}`);
  return readFileSync(pdf, 'latin1');
}

function chromium(...args: string[]): string {
  const common = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    `--user-data-dir=${join(folder, 'profile')}`,
  ];
  return execFileSync(CHROMIUM ?? '', [...common, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 60_000,
  });
}

const LANGUAGES: [string, Report, Check][] = (['en', 'zh'] as const).map((language) => [
  language,
  fullReport(language),
  fullCheck(language),
]);

describe(
  CHROMIUM === undefined
    ? 'the printed report (no Chromium here: only its markup is checked)'
    : 'the report in a browser',
  () => {
    it.each(LANGUAGES)('in %s has its three charts, none of them empty', (_, report, check) => {
      const html = reportHtml(report, check);
      expect(html.match(/<svg class="(gauge|chart wide|chart narrow)"/g)).toHaveLength(5);
      expect(html).not.toMatch(/NaN|undefined|Infinity/);
    });

    if (CHROMIUM === undefined) return;

    for (const [device, width] of [
      ['a phone', 360],
      ['a desk', 1_100],
    ] as const) {
      it.each(LANGUAGES)(
        `in %s fits ${device}: nothing stands out, is cut off, empty or without a glyph`,
        (_, report, check) => {
          const seen = look(reportHtml(report, check), width);
          expect(seen.overflow).toBeLessThanOrEqual(1);
          expect(seen.charts).toHaveLength(3);
          for (const chart of seen.charts) {
            expect(chart).toMatchObject({ cut: [] });
            expect(chart.shapes).toBeGreaterThan(3);
            expect(chart.texts).toBeGreaterThan(2);
          }
          expect(seen.han ? seen.missing : seen.missing.replace(HAN, '')).toBe('');
        },
        90_000,
      );
    }

    it.each(LANGUAGES)(
      'in %s prints on a few pages of A4',
      (_, report, check) => {
        const pdf = print(reportHtml(report, check));
        expect(pdf).toMatch(A4);
        const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
        expect(pages).toBeGreaterThan(0);
        expect(pages).toBeLessThanOrEqual(5);
      },
      90_000,
    );
  },
);
