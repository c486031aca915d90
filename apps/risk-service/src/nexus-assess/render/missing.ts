import type { Degradation, Report, SignalCategory } from '@tradewind/contracts';
import type { Language, Text } from '../../text/language.js';
import { WORDS } from './words.js';

const TOO_LATE: Text = { en: 'it took too long', zh: '超时' };
const TOO_BUSY: Text = { en: 'too many requests were being served', zh: '当时请求过多' };
const NOT_THERE: Text = { en: 'the service behind it could not be reached', zh: '所依赖的服务不可用' };
const UNUSABLE: Text = { en: 'the answer could not be used', zh: '返回内容无法使用' };
const REFUSED: Text = { en: 'the request was refused', zh: '请求被拒绝' };

/** What the codes of `degraded` mean to a reader; a code that is new here is a service that failed. */
const REASONS: Readonly<Record<string, Text>> = {
  'upstream.timeout': TOO_LATE,
  'deadline.exceeded': TOO_LATE,
  'capacity.wait_too_long': TOO_BUSY,
  'capacity.queue_full': TOO_BUSY,
  'capacity.evicted': TOO_BUSY,
  'quota.requests': TOO_BUSY,
  'quota.tokens': TOO_BUSY,
  'upstream.rate_limited': TOO_BUSY,
  'upstream.malformed': UNUSABLE,
  'upstream.too_large': UNUSABLE,
  'upstream.interrupted': UNUSABLE,
  'upstream.rejected': REFUSED,
};

const LANGUAGES: Readonly<Record<string, Text>> = {
  en: { en: 'English', zh: '英文' },
  zh: { en: 'Chinese', zh: '中文' },
};
const WATCHLIST: Text = {
  en: 'The buyer was not compared with the watch-lists',
  zh: '未能与监控名单比对',
};
const READ: Text = {
  en: 'Most of the pages found could not be read in full, only what the search engine shows of them',
  zh: '多数网页未能读取全文，仅采用搜索结果摘要',
};
const VERIFY: Text = {
  en: 'No language model read the sources: the signals are those of fixed rules, without a summary',
  zh: '语言模型未能核验来源：信号仅由固定规则得出，且没有综述',
};
const OTHER: Text = { en: 'A part of the work could not be done', zh: '部分工作未能完成' };

/** What is missing in a report and why, in sentences; things of one kind and reason in one sentence. */
export function missingIn({
  degraded,
  sections,
  language,
}: Pick<Report, 'degraded' | 'sections' | 'language'>): string[] {
  const grouped = new Map<string, { because: string; kind: Kind; things: string[] }>();
  for (const { stage, reason } of degraded) {
    const because = (REASONS[reason] ?? NOT_THERE)[language];
    const { kind, thing } = read(stage, sections, language);
    const key = `${kind}\n${kind === 'other' ? stage : ''}\n${because}`;
    const group = grouped.get(key) ?? { because, kind, things: [] };
    if (!group.things.includes(thing)) group.things.push(thing);
    grouped.set(key, group);
  }
  return [...grouped.values()].map(({ kind, things, because }) => sentence(kind, things, because, language));
}

type Kind = 'search' | 'section' | 'watchlist' | 'read' | 'verify' | 'other';

/** A stage's kind, and what in particular it was: "search.sanctions.en" is the search for sanctions in English. */
function read(
  stage: Degradation['stage'],
  sections: Report['sections'],
  language: Language,
): { kind: Kind; thing: string } {
  const [kind = '', name = '', searched = ''] = stage.split('.');
  if (kind === 'search' && Object.hasOwn(WORDS[language].category, name)) {
    const category = WORDS[language].category[name as SignalCategory];
    const inLanguage = LANGUAGES[searched]?.[language];
    const thing = language === 'zh' ? `${category}（${inLanguage ?? ''}）` : `${category} (${inLanguage ?? ''})`;
    return { kind, thing: inLanguage === undefined ? category : thing };
  }
  if (kind === 'section') {
    const title = sections.find(({ section }) => section === name)?.title;
    if (title !== undefined) return { kind, thing: `“${title}”` };
  }
  return { kind: kind === 'watchlist' || kind === 'read' || kind === 'verify' ? kind : 'other', thing: stage };
}

function sentence(kind: Kind, things: readonly string[], because: string, language: Language): string {
  const listed = things.join(language === 'zh' ? '、' : ', ');
  const many = things.length > 1;
  const fixed = {
    watchlist: WATCHLIST,
    read: READ,
    verify: VERIFY,
    other: OTHER,
    search: undefined,
    section: undefined,
  };
  const what = fixed[kind]?.[language];
  if (language === 'zh') {
    if (what !== undefined) return `${what}（${because}）。`;
    return kind === 'search' ? `以下检索没有结果返回：${listed}（${because}）。` : `${listed}未能生成（${because}）。`;
  }
  if (what !== undefined) return `${what} (${because}).`;
  return kind === 'search'
    ? `${many ? 'These searches were' : 'This search was'} not answered: ${listed} (${because}).`
    : `${many ? 'The sections' : 'The section'} ${listed} could not be written (${because}).`;
}
