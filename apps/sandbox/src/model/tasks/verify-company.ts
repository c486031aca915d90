import { z } from 'zod';
import { withoutInstructions } from '../../text/instructions.js';
import { languageOf } from '../../text/normalise.js';
import { sentences } from '../../text/sentences.js';
import { identify, type Subject } from '../company/identity.js';
import type { FoundSignal, Reading } from '../company/reading.js';
import { judgeSentence, type Severity } from '../company/rules.js';
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
  const reading = read(subject, task.evidence);
  const chinese = task.language === 'zh' || (task.language !== 'en' && languageOf(subject.name) === 'zh');
  return { signals: reading.signals, narrative: narrate(subject.name, reading, chinese ? 'zh' : 'en') };
}

function read(subject: Subject, evidence: VerifyCompanyTask['evidence']): Reading {
  const signals = new Map<string, FoundSignal>();
  const reading: Reading = { signals: [], namesakes: [], manipulated: [] };
  for (const { id, title, snippet } of evidence) {
    const whole = `${title ?? ''}\n${snippet ?? ''}`;
    const identity = identify(subject, whole);
    if (identity === 'namesake') reading.namesakes.push(id);
    if (identity !== 'same') continue;
    const { text, removed } = withoutInstructions(whole);
    if (removed > 0) reading.manipulated.push(id);
    for (const sentence of sentences(text)) {
      for (const { category, severity } of judgeSentence(sentence)) {
        const key = `${category} ${severity}`;
        const known = signals.get(key) ?? { category, severity, statement: shorten(sentence), evidence_ids: [] };
        if (!known.evidence_ids.includes(id)) known.evidence_ids.push(id);
        signals.set(key, known);
      }
    }
  }
  reading.signals = withoutEcho([...signals.values()]);
  return reading;
}

const order: Severity[] = ['critical', 'high', 'medium', 'low', 'info', 'positive'];

/** A neutral remark adds nothing where the same pages say something definite in the same category. Worst first. */
function withoutEcho(signals: FoundSignal[]): FoundSignal[] {
  const definite = new Set(signals.filter(({ severity }) => severity !== 'info').map(({ category }) => category));
  return signals
    .filter(({ severity, category }) => severity !== 'info' || !definite.has(category))
    .sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

function shorten(sentence: string): string {
  return sentence.length <= maxStatementLength ? sentence : `${sentence.slice(0, maxStatementLength - 1)}…`;
}
