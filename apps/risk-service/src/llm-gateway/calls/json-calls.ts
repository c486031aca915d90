import { Injectable } from '@nestjs/common';
import type { DoorAnswer } from '../door/door-answer.js';
import type { GatewayRequest } from '../contract/gateway-request.js';
import { Backends } from '../routing/backends.js';
import type { Route } from '../routing/route-table.js';
import { textsOf } from '../stream/chat-texts.js';
import { screenAnswer } from '../words/answer-words.js';
import { blocked } from '../words/word-hits.js';
import { wordListOf } from '../words/word-list.js';
import type { WholeAnswer } from './answer-of-call.js';
import { Bookkeeper } from './bookkeeper.js';
import type { CallRecord } from './call-record.js';

/** Stands in a text where its bytes were no UTF-8. */
const NO_CHARACTER = '\uFFFD';

/** Calls whose answer is one JSON document, which is passed on byte for byte unless a sensitive word has to be masked. */
@Injectable()
export class JsonCalls {
  constructor(
    private readonly backends: Backends,
    private readonly bookkeeper: Bookkeeper,
  ) {}

  async answer(call: CallRecord, request: GatewayRequest, route: Route, door: DoorAnswer): Promise<void> {
    const answer = await this.backends.whole(call, request, route);
    const { status, usage } = answer;
    let screened: Buffer | string;
    try {
      screened = screen(call, answer);
    } catch (error) {
      await this.bookkeeper.bookFailure(call, error, usage);
      throw error;
    }
    // Safe from a crash before a byte of the answer leaves: what the client has, the ledger has.
    const booking = this.bookkeeper.book(call, { outcome: 'ok', status, usage });
    if (booking !== undefined) await booking;
    const headers = call.rateHeaders();
    door.send(status, headers instanceof Promise ? await headers : headers, screened);
  }
}

/** The answer as it came, unless a word has to be masked: as text where that is the same. @throws AppError `content.blocked` */
function screen(call: CallRecord, { bytes, text, json }: WholeAnswer): Buffer | string {
  const matcher = call.endpoint === 'chat.completions' ? wordListOf(call.settings.words).output : undefined;
  const asItCame = text.includes(NO_CHARACTER) ? bytes : text;
  if (matcher === undefined) return asItCame;
  const screened = screenAnswer(text, textsOf(json, 'message'), matcher, (word) => {
    call.wordHits.add(word, 'output');
    if (word.action === 'block') throw blocked('answer');
  });
  return screened === text ? asItCame : screened;
}
