import { reactive } from 'vue';
import type { Check, Evidence, SignalCategory } from '@tradewind/contracts';
import type { SseEvent } from '../../http/sse-parser.js';
import { CHECK_STAGES, type CheckStage } from './stages.js';

interface StageData {
  stage: string;
  counts?: Record<string, number>;
  category?: SignalCategory;
}

/** What is known of a running check. */
export interface CheckProgress {
  stage: CheckStage | undefined;
  counts: Partial<Record<CheckStage, Record<string, number>>>;
  /** Categories whose search has been answered. */
  searched: SignalCategory[];
  evidence: Evidence[];
}

export function newProgress(): CheckProgress {
  return reactive({ stage: undefined, counts: {}, searched: [], evidence: [] });
}

/** Takes in one event; answers the check when it was the last. Events it does not know are newer than this console. */
export function takeIn(progress: CheckProgress, { event, data }: SseEvent): Check | undefined {
  if (event === 'result') return JSON.parse(data) as Check;
  if (event === 'evidence') progress.evidence.push(JSON.parse(data) as Evidence);
  if (event === 'stage') {
    const { stage, counts, category } = JSON.parse(data) as StageData;
    const known = CHECK_STAGES.find((each) => each === stage);
    if (known === undefined) return undefined;
    progress.stage = known;
    if (counts !== undefined) progress.counts[known] = { ...progress.counts[known], ...counts };
    if (category !== undefined && !progress.searched.includes(category)) progress.searched.push(category);
  }
  return undefined;
}
