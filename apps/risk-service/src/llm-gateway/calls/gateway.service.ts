import { Injectable } from '@nestjs/common';
import { AppError, appErrorOf, type JsonReader } from '@tradewind/platform';
import { systemClock } from '@tradewind/upstream';
import type { DoorAnswer } from '../door/door-answer.js';
import { readRequest, type GatewayRequest } from '../contract/gateway-request.js';
import type { Endpoint } from '../../usage/ledger/usage-row.js';
import { AppSpending, type SpendHold } from '../../usage/spending/app-spending.js';
import { KeyLimits } from '../limits/key-limits.js';
import { ModelRouter } from '../routing/model-router.js';
import { SettingsInForce } from '../settings/settings-in-force.js';
import { screenRequest } from '../words/request-words.js';
import { blocked, WordHits } from '../words/word-hits.js';
import { wordListOf } from '../words/word-list.js';
import { WordMeter } from '../words/word-meter.js';
import { Bookkeeper } from './bookkeeper.js';
import { CallRecord } from './call-record.js';
import { JsonCalls } from './json-calls.js';
import { StreamCalls } from './stream-calls.js';

const EMPTY = Buffer.alloc(0);

/** Codes after which the same request would only fail again; official clients retry 5xx unless they are told not to. */
const RETRY_IS_POINTLESS = new Set(['upstream.rejected', 'upstream.too_large']);

/** Takes a call from the door to its row in the ledger: read, route, reserve, answer, book. */
@Injectable()
export class GatewayService {
  constructor(
    private readonly router: ModelRouter,
    private readonly keyLimits: KeyLimits,
    private readonly spending: AppSpending,
    private readonly bookkeeper: Bookkeeper,
    private readonly jsonCalls: JsonCalls,
    private readonly streamCalls: StreamCalls,
    private readonly settings: SettingsInForce,
    private readonly wordMeter: WordMeter,
  ) {}

  /** Answers one call. What it throws has been booked and is for the door to word. */
  async serve(endpoint: Endpoint, answer: DoorAnswer, readJson: JsonReader): Promise<void> {
    const words = new WordHits(this.wordMeter);
    const call = new CallRecord(endpoint, answer.scope, this.settings.current, systemClock, words);
    try {
      this.bookkeeper.assertOpen();
      const { body } = answer;
      const json = body && readJson(body);
      call.model = nameOf(json);
      const read = readRequest(endpoint, json, body ?? EMPTY);
      const route = this.router.routeFor(call.settings.routesOf(call.scope.appId), endpoint, read.model);
      checkPrompt(call, read);
      const request = screened(call, read, json);
      call.estimatedInputTokens = request.inputTokens;
      call.streamed = request.stream !== undefined;
      call.reservedOutputTokens = maxOutput(call, request);
      const held = this.setAside(call);
      if (held !== undefined) call.spendHold = await held;
      const reserved = this.keyLimits.reserve(call, request.inputTokens + call.reservedOutputTokens);
      call.reservation = reserved instanceof Promise ? await reserved : reserved;
      if (request.stream) await this.streamCalls.answer(call, request, request.stream, route, answer.exchange);
      else await this.jsonCalls.answer(call, request, route, answer);
    } catch (error) {
      await this.bookkeeper.bookFailure(call, error);
      if (!answer.begun) {
        const { headers } = answer.exchange;
        headers.setAll(await call.rateHeaders());
        if (RETRY_IS_POINTLESS.has(appErrorOf(error).code)) headers.set('x-should-retry', 'false');
      }
      throw error;
    }
  }

  /** Undefined where there is nothing to set it aside from. @throws AppError `budget.*` */
  private setAside(call: CallRecord): Promise<SpendHold> | undefined {
    const { settings, scope, model, estimatedInputTokens, reservedOutputTokens } = call;
    const budgets = settings.app(scope.appId);
    if (budgets?.dailyBudget === undefined && budgets?.monthlyBudget === undefined) return undefined;
    const estimate = Number(settings.prices.cost(model, estimatedInputTokens, reservedOutputTokens));
    return this.spending.reserve(scope.appId, budgets, estimate);
  }
}

/** Tokens the answer may have, all choices together. */
function maxOutput({ settings }: CallRecord, request: GatewayRequest): number {
  return request.maxOutputTokens ?? settings.defaultOutputTokens * (request.stream?.choices ?? 1);
}

function checkPrompt({ settings, scope }: CallRecord, { promptCharacters }: GatewayRequest): void {
  const most = settings.maxPromptCharacters(scope.tenantId);
  if (promptCharacters <= most) return;
  const detail = `The prompt has ${String(promptCharacters)} characters; at most ${String(most)} are allowed.`;
  throw new AppError({
    code: 'context_length_exceeded',
    status: 400,
    detail,
    errors: [{ path: 'messages', message: detail }],
  });
}

/** The request as its words may be passed on. @throws AppError `content.blocked` */
function screened(call: CallRecord, request: GatewayRequest, json: unknown): GatewayRequest {
  const matcher = wordListOf(call.settings.words).input;
  if (matcher === undefined) return request;
  let isBlocked = false;
  const body = screenRequest(json, request.body, matcher, (word) => {
    call.wordHits.add(word, 'input');
    if (word.action === 'block') isBlocked = true;
  });
  if (isBlocked) throw blocked('request');
  return body === undefined ? request : { ...request, body };
}

/** The model a body names, also where the rest of it is not valid: a refused call is booked under it. */
function nameOf(json: unknown): string {
  if (typeof json !== 'object' || json === null || !('model' in json)) return '';
  return typeof json.model === 'string' ? json.model : '';
}
