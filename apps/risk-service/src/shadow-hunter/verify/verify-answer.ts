import { Severity, type Signal, SignalCategory } from '@tradewind/contracts';
import { z } from 'zod';
import { parseAnswer } from '../../llm/parse-answer.js';
import { cleanText } from '../evidence/clean-text.js';

const MAX_SIGNALS = 40;
const MAX_STATEMENT_CHARACTERS = 600;
const MAX_NARRATIVE_CHARACTERS = 3_000;

const ModelSignal = z.object({
  category: SignalCategory,
  severity: Severity,
  statement: z.string().min(1),
  evidence_ids: z.array(z.string()).min(1),
});

/** What the model is asked for. */
const Wanted = z.object({ signals: z.array(ModelSignal), narrative: z.string() });
/** What is accepted: one entry that is wrong must not cost the others. */
const Accepted = z.object({ signals: z.array(z.unknown()), narrative: z.string().catch('') });

export const VERIFY_JSON_SCHEMA: Record<string, unknown> = z.toJSONSchema(Wanted, { target: 'draft-7' });

export interface Verified {
  readonly signals: Signal[];
  readonly narrative: string;
  /** Claims that were malformed, rested on nothing or on evidence that does not exist. */
  readonly dropped: number;
}

/**
 * Reads the model's answer and keeps only what rests on evidence that was given to it.
 *
 * @throws UpstreamError `upstream.malformed` when it is not the JSON object that was asked for.
 */
export function readVerifyAnswer(content: string, knownIds: ReadonlySet<string>): Verified {
  const answer = parseAnswer(content, Accepted);
  const signals: Signal[] = [];
  let dropped = 0;
  for (const entry of answer.signals) {
    const signal = readSignal(entry, knownIds);
    if (signal === undefined || signals.length === MAX_SIGNALS) dropped += 1;
    else signals.push(signal);
  }
  return { signals, narrative: readNarrative(answer.narrative, knownIds), dropped };
}

function readSignal(entry: unknown, knownIds: ReadonlySet<string>): Signal | undefined {
  const parsed = ModelSignal.safeParse(entry);
  if (!parsed.success || !parsed.data.evidence_ids.every((id) => knownIds.has(id))) return undefined;
  const statement = cleanText(parsed.data.statement, MAX_STATEMENT_CHARACTERS).text;
  if (statement === '') return undefined;
  return { ...parsed.data, statement, evidence_ids: [...new Set(parsed.data.evidence_ids)], origin: 'llm' };
}

/** The narrative without links of its own and without references to evidence that does not exist. */
function readNarrative(narrative: string, knownIds: ReadonlySet<string>): string {
  const cited = cleanText(narrative, MAX_NARRATIVE_CHARACTERS).text;
  return cited
    .replace(/\[?\b(ev_\d+)\b\]?/g, (reference, id: string) => (knownIds.has(id) ? reference : ''))
    .replace(/\bhttps?:\/\/\S+/gi, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
