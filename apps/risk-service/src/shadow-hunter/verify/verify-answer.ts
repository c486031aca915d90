import { type Evidence, Severity, type Signal, SignalCategory } from '@tradewind/contracts';
import { z } from 'zod';
import { eachInSlices } from '../../event-loop/slices.js';
import { parseAnswer } from '../../llm/parse-answer.js';
import { cleanText } from '../evidence/clean-text.js';
import { isQuotedFrom, quotesIn } from '../evidence/quote.js';
import { saysTheOpposite } from './contradiction.js';

const MAX_SIGNALS = 40;
const MAX_STATEMENT_CHARACTERS = 600;
const MAX_QUOTE_CHARACTERS = 400;
const MAX_NARRATIVE_CHARACTERS = 3_000;

const ModelSignal = z.object({
  category: SignalCategory,
  severity: Severity,
  statement: z.string().min(1),
  evidence_ids: z.array(z.string()).min(1),
  quote: z.string(),
});

/** What the model is asked for. */
const Wanted = z.object({ signals: z.array(ModelSignal), narrative: z.string() });
/** What is accepted: one entry that is wrong must not cost the others, and a model that does not quote may still speak. */
const Claim = ModelSignal.partial({ quote: true });
const Accepted = z.object({ signals: z.array(z.unknown()), narrative: z.string().catch('') });

export const VERIFY_JSON_SCHEMA: Record<string, unknown> = z.toJSONSchema(Wanted, { target: 'draft-7' });

export interface Verified {
  readonly signals: Signal[];
  readonly narrative: string;
  /** Claims that were malformed, rested on nothing, on evidence that does not exist, or on words it does not say or that say the opposite. */
  readonly dropped: number;
}

/**
 * Reads the model's answer and keeps only what rests on evidence that was given to it.
 *
 * @throws UpstreamError `upstream.malformed` when it is not the JSON object that was asked for.
 */
export async function readVerifyAnswer(content: string, evidence: readonly Evidence[]): Promise<Verified> {
  const known = new Map(evidence.map((item) => [item.evidence_id, item]));
  const answer = parseAnswer(content, Accepted);
  const signals: Signal[] = [];
  let dropped = 0;
  await eachInSlices(answer.signals, (entry) => {
    const signal = signals.length < MAX_SIGNALS ? readSignal(entry, known) : undefined;
    if (signal === undefined) dropped += 1;
    else signals.push(signal);
  });
  return { signals, narrative: readNarrative(answer.narrative, known), dropped };
}

function readSignal(entry: unknown, known: ReadonlyMap<string, Evidence>): Signal | undefined {
  const parsed = Claim.safeParse(entry);
  if (!parsed.success || !parsed.data.evidence_ids.every((id) => known.has(id))) return undefined;
  const { category, severity } = parsed.data;
  const statement = cleanText(parsed.data.statement, MAX_STATEMENT_CHARACTERS).text;
  if (statement === '') return undefined;
  const quote = cleanText(parsed.data.quote ?? '', MAX_QUOTE_CHARACTERS).text;
  const evidenceIds = [...new Set(parsed.data.evidence_ids)];
  const sources = evidenceIds.flatMap((id) => known.get(id) ?? []);
  const quoted = [...(quote === '' ? [] : [quote]), ...quotesIn(statement)];
  if (!quoted.every((words) => isQuotedFrom(words, sources))) return undefined;
  if (saysTheOpposite({ category, severity }, quoted, sources)) return undefined;
  return { category, severity, statement, evidence_ids: evidenceIds, ...(quote !== '' && { quote }), origin: 'llm' };
}

/** The narrative without links of its own and without references to evidence that does not exist. */
function readNarrative(narrative: string, known: ReadonlyMap<string, Evidence>): string {
  const cited = cleanText(narrative, MAX_NARRATIVE_CHARACTERS).text;
  return cited
    .replace(/\[?\b(ev_\d+)\b\]?/g, (reference, id: string) => (known.has(id) ? reference : ''))
    .replace(/\bhttps?:\/\/\S+/gi, '')
    .replace(/ {2,}/g, ' ')
    .trim();
}
