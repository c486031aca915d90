import { z } from 'zod';
import { withoutInstructions } from '../../text/instructions.js';
import { languageOf } from '../../text/normalise.js';
import { sentences } from '../../text/sentences.js';
import { identify, type Subject } from '../company/identity.js';
import type { FoundSignal, Reading } from '../company/reading.js';
import { judgeSentence, meaningOf, type Category, type Severity } from '../company/rules.js';
import { narrate } from '../company/narrative.js';

export const VerifyCompanyTask = z.looseObject({
  task: z.literal('verify_company'),
  company: z.looseObject({
    company_name: z.string().nullish(),
    name: z.string().nullish(),
    country: z.string().nullish(),
    registration_number: z.string().nullish(),
  }),
  evidence: z.array(
    z.looseObject({
      id: z.string(),
      url: z.string().nullish(),
      title: z.string().nullish(),
      snippet: z.string().nullish(),
    }),
  ),
  language: z.string().nullish(),
});
type VerifyCompanyTask = z.infer<typeof VerifyCompanyTask>;

const maxStatementLength = 300;

/**
 * Judges evidence on a company by readable rules: whose it is first, then what each sentence says. Sentences addressed
 * to the reader's software are left out, and that they were there is told in the narrative only.
 */
export function verifyCompany(task: VerifyCompanyTask): { signals: FoundSignal[]; narrative: string } {
  const subject: Subject = {
    name: task.company.company_name ?? task.company.name ?? '',
    country: task.company.country ?? '',
    registrationNumber: task.company.registration_number ?? null,
  };
  const language = task.language?.startsWith('zh') === true ? 'zh' : 'en';
  const reading = read(subject, task.evidence, language);
  return { signals: reading.signals, narrative: narrate(subject.name, reading, language) };
}

function read(subject: Subject, evidence: VerifyCompanyTask['evidence'], language: 'en' | 'zh'): Reading {
  const signals = new Map<string, FoundSignal>();
  const reading: Reading = { signals: [], namesakes: [], manipulated: [] };
  for (const { id, title, snippet } of evidence) {
    const whole = `${title ?? ''}\n${snippet ?? ''}`;
    const identity = identify(subject, whole);
    if (identity === 'namesake') reading.namesakes.push(id);
    if (identity !== 'same') continue;
    const titleWords = withoutInstructions(title ?? '');
    const body = withoutInstructions(snippet ?? '');
    if (titleWords.removed + body.removed > 0) reading.manipulated.push(id);
    // Whole sentences first: a headline only speaks where the text does not. The name says nothing, whatever words are in it.
    for (const sentence of [...sentences(body.text), ...sentences(titleWords.text)]) {
      for (const { category, severity } of judgeSentence(sentence.replaceAll(subject.name, ''))) {
        const key = `${category} ${severity}`;
        const known = signals.get(key) ?? {
          category,
          severity,
          statement: stateIn(language, category, severity, sentence),
          evidence_ids: [],
          quote: shorten(sentence),
        };
        if (!known.evidence_ids.includes(id)) known.evidence_ids.push(id);
        signals.set(key, known);
      }
    }
  }
  reading.signals = withoutEcho([...signals.values()]);
  return reading;
}

/** The sentence itself, with its meaning before it where the reader does not read its language. */
function stateIn(language: 'en' | 'zh', category: Category, severity: Severity, sentence: string): string {
  const foreign = (languageOf(sentence) === 'zh') !== (language === 'zh');
  const colon = language === 'zh' ? '：' : ': ';
  return foreign ? `${meaningOf(category, severity, language)}${colon}“${shorten(sentence)}”` : shorten(sentence);
}

const order: Severity[] = ['critical', 'high', 'medium', 'low', 'info', 'positive'];

/**
 * Worst first. A neutral remark adds nothing where something definite is said in its category, nor does a lesser finding
 * that rests on no other page than a worse one.
 */
function withoutEcho(signals: FoundSignal[]): FoundSignal[] {
  const sorted = signals.sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  return sorted.filter((signal, index) => {
    if (signal.severity === 'positive') return true;
    const others = sorted.filter(({ category }) => category === signal.category);
    if (signal.severity === 'info') return others.every(({ severity }) => severity === 'info');
    const worse = sorted.slice(0, index).filter(({ category }) => category === signal.category);
    return !worse.some((other) => signal.evidence_ids.every((id) => other.evidence_ids.includes(id)));
  });
}

function shorten(sentence: string): string {
  return sentence.length <= maxStatementLength ? sentence : `${sentence.slice(0, maxStatementLength - 1)}…`;
}
