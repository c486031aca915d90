import { Injectable } from '@nestjs/common';
import { AppError, appErrorOf } from '@tradewind/platform';
import { currentScope, systemClock } from '@tradewind/upstream';
import type { FastifyReply } from 'fastify';
import { readRequest, type GatewayRequest } from '../contract/gateway-request.js';
import type { Endpoint } from '../../usage/ledger/usage-row.js';
import { AppSpending } from '../../usage/spending/app-spending.js';
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

  /** Answers one call. What it throws has been booked and is for the error filter to word. */
  async serve(endpoint: Endpoint, json: unknown, body: Buffer, reply: FastifyReply): Promise<void> {
    const words = new WordHits(this.wordMeter);
    const call = new CallRecord(endpoint, currentScope(), this.settings.current, systemClock, words);
    try {
      this.bookkeeper.assertOpen();
      call.model = nameOf(json);
      const read = readRequest(endpoint, json, body);
      const route = this.router.routeFor(call.settings.routesOf(call.scope.appId), endpoint, read.model);
      checkPrompt(call, read);
      const request = screened(call, read, json);
      call.estimatedInputTokens = request.inputTokens;
      call.streamed = request.stream !== undefined;
      call.reservedOutputTokens = maxOutput(call, request);
      await this.setAside(call);
      call.reservation = await this.keyLimits.reserve(call, request.inputTokens + call.reservedOutputTokens);
      if (request.stream) await this.streamCalls.answer(call, request, request.stream, route, reply);
      else await this.jsonCalls.answer(call, request, route, reply);
    } catch (error) {
      await this.bookkeeper.bookFailure(call, error);
      void reply.headers(await call.rateHeaders());
      if (RETRY_IS_POINTLESS.has(appErrorOf(error).code)) void reply.header('x-should-retry', 'false');
      throw error;
    }
  }

  /** @throws AppError `budget.*` */
  private async setAside(call: CallRecord): Promise<void> {
    const { settings, scope, model, estimatedInputTokens, reservedOutputTokens } = call;
    const budgets = settings.app(scope.appId);
    if (budgets?.dailyBudget === undefined && budgets?.monthlyBudget === undefined) return;
    const estimate = Number(settings.prices.cost(model, estimatedInputTokens, reservedOutputTokens));
    call.spendHold = await this.spending.reserve(scope.appId, budgets, estimate);
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
