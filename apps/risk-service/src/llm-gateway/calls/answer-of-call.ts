import type { AnswerReader, Decoded } from '@tradewind/upstream';
import type { Json } from '../stream/chat-texts.js';
import { parseAnswer, usageOfAnswer } from './answer-usage.js';
import { type CallRecord, type CallUsage, tokenUsage } from './call-record.js';

/** An answer that is one JSON document: as it came, and what it says. */
export interface WholeAnswer {
  readonly status: number;
  readonly bytes: Buffer;
  readonly text: string;
  readonly json: Json;
  readonly usage: CallUsage;
}

/** Reads the answer to one call, so that its limits are settled with what it used. */
export class AnswerOfCall implements AnswerReader<WholeAnswer> {
  #status = 0;

  constructor(private readonly call: CallRecord) {}

  onHead(status: number): void {
    this.#status = status;
    this.call.firstByte();
  }

  /** @throws UpstreamError `upstream.malformed` */
  read(bytes: Buffer): Decoded<WholeAnswer> {
    const text = bytes.toString('utf8');
    const json = parseAnswer(text);
    const usage = usageOfAnswer(this.call, json);
    return { value: { status: this.#status, bytes, text, json, usage }, usage: tokenUsage(usage) };
  }
}
