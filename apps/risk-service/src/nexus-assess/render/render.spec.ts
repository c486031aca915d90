import { describe, expect, it } from '@jest/globals';
import { aCheck, aReport } from '../../testing/samples.js';
import { reportHtml } from './report-html.js';
import { reportMarkdown } from './report-markdown.js';

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>"\'&';

/** The tags of a page with the names of their attributes; text and values are left out. */
const tags = (page: string) =>
  (page.match(/<[a-z!/](?:"[^"]*"|[^>"])*>/gi) ?? []).map((tag) => tag.replace(/"[^"]*"/g, '""'));

describe('the HTML report', () => {
  it('shows score, level, factors, sections, actions and sources', () => {
    const page = reportHtml(aReport({}), aCheck());
    for (const part of [
      'Meridian Trade Partners Ltd',
      '>42</text>',
      'Medium risk',
      'Payment terms',
      'Written text',
      'Insure it.',
      'Page 2',
    ]) {
      expect(page).toContain(part);
    }
    expect(page.match(/<svg/g)?.length).toBeGreaterThanOrEqual(2);
  });

  it('loads nothing and runs nothing', () => {
    const page = reportHtml(aReport({}), aCheck());
    expect(page).toContain('Content-Security-Policy');
    expect(tags(page).filter((tag) => /<(script|link|img|iframe|object|embed|form)|\son\w+=|src=/i.test(tag))).toEqual(
      [],
    );
  });

  it('escapes every text, wherever it comes from', () => {
    const report = aReport({
      company_name: HOSTILE,
      country: HOSTILE,
      goods: HOSTILE,
      route: { from: HOSTILE, to: HOSTILE },
      mitigations: [HOSTILE],
      sections: [{ section: 's', title: HOSTILE, markdown: `${HOSTILE}\n\n<div onclick="x()">\n\n${HOSTILE}` }],
      degraded: [{ stage: HOSTILE, reason: HOSTILE }],
    });
    report.factors = report.factors.map((factor) => ({ ...factor, label: HOSTILE, reason: HOSTILE }));
    const check = aCheck();
    check.evidence = check.evidence.map((item) => ({
      ...item,
      title: HOSTILE,
      url: `https://x.example/"${HOSTILE}`,
      source: HOSTILE,
    }));
    const found = tags(reportHtml(report, check));
    expect(found.filter((tag) => /<\/?(script|img)|\son\w+\s*=/i.test(tag))).toEqual([]);
  });

  it('links to web pages only', () => {
    const check = aCheck();
    check.evidence = check.evidence.map((item) => ({ ...item, url: 'javascript:alert(1)' }));
    expect(reportHtml(aReport({}), check)).not.toMatch(/href="(?!#source-)/);
  });

  it('takes links, images and headings out of what the model wrote', () => {
    const markdown =
      '# Big\n\n[click](https://evil.example) ![pixel](https://evil.example/p.png) [x](javascript:a) **bold**';
    const page = reportHtml(aReport({ sections: [{ section: 's', title: 'T', markdown }] }), aCheck({ evidence: [] }));
    expect(page).not.toContain('evil.example');
    expect(page).not.toContain('javascript:');
    expect(page).toContain('<h3>Big</h3>');
    expect(page).toContain('click');
    expect(page).toContain('<strong>bold</strong>');
  });

  it('turns references into footnotes and drops invented ones', () => {
    const markdown = 'It pays late [ev_2], they say [ev_9].';
    const page = reportHtml(aReport({ sections: [{ section: 's', title: 'T', markdown }] }), aCheck());
    expect(page).toContain('late<sup class="ref"><a href="#source-2">2</a></sup>, they say.');
    expect(page).toContain('id="source-2"');
  });

  it('says so when a section could not be written', () => {
    const page = reportHtml(aReport({ sections: [{ section: 's', title: 'T', markdown: '' }] }), aCheck());
    expect(page).toContain('could not be written');
  });

  it('draws a timeline only when there is something to draw', () => {
    const dated = aCheck();
    dated.evidence = dated.evidence.map((item, i) => ({
      ...item,
      published_at: `202${String(i + 2)}-05-01T00:00:00.000Z`,
    }));
    dated.signals = dated.evidence.map((item) => ({
      category: 'litigation',
      severity: 'high',
      statement: 's',
      evidence_ids: [item.evidence_id],
      origin: 'llm',
    }));
    expect(reportHtml(aReport({}), dated)).toContain('When it happened');
    expect(reportHtml(aReport({}), aCheck())).not.toContain('When it happened');
  });

  it('is Chinese for a Chinese report', () => {
    const page = reportHtml(aReport({ language: 'zh' }), aCheck());
    expect(page).toContain('lang="zh-Hans"');
    expect(page).toContain('风险评估报告');
  });
});

describe('the Markdown report', () => {
  it('has the same content with footnotes', () => {
    const page = reportMarkdown(aReport({}), aCheck());
    expect(page).toContain('# Risk report: Meridian Trade Partners Ltd');
    expect(page).toContain('| Payment terms | 20 % | 85 |');
    expect(page).toContain('Written text[^1].');
    expect(page).toContain('[^1]: Page 1 – <https://source1.example/page>');
  });

  it('lets no text add structure, links or HTML', () => {
    const hostile = '# H\n<script>x</script> [a](https://evil.example) | ![i](https://evil.example/p.png)';
    const page = reportMarkdown(
      aReport({ company_name: hostile, goods: hostile, sections: [{ section: 's', title: 'T', markdown: hostile }] }),
      aCheck(),
    );
    expect(page).not.toContain('<script');
    expect(page).not.toMatch(/(?<!\\)\]\(https:\/\/evil/);
    expect(page.match(/^# /gm)).toHaveLength(1);
  });
});
