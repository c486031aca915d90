import { Injectable } from '@nestjs/common';
import { AppError, appErrorOf } from '@tradewind/platform';
import { currentScope, systemClock } from '@tradewind/upstream';
import type { FastifyReply } from 'fastify';
import { readRequest, type GatewayRequest } from '../contract/gateway-request.js';
import type { Endpoint } from '../../usage/ledger/usage-row.js';
import { KeyLimits } from '../limits/key-limits.js';
import { ModelRouter } from '../routing/model-router.js';
import { SettingsInForce } from '../settings/settings-in-force.js';
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
    private readonly bookkeeper: Bookkeeper,
    private readonly jsonCalls: JsonCalls,
    private readonly streamCalls: StreamCalls,
    private readonly settings: SettingsInForce,
  ) {}

  /** Answers one call. What it throws has been booked and is for the error filter to word. */
  async serve(endpoint: Endpoint, json: unknown, body: Buffer, reply: FastifyReply): Promise<void> {
    const call = new CallRecord(endpoint, currentScope(), this.settings.current, systemClock);
    try {
      this.bookkeeper.assertOpen();
      call.model = nameOf(json);
      const request = readRequest(endpoint, json, body);
      const route = this.router.routeFor(call.settings.routesOf(call.scope.appId), endpoint, request.model);
      checkPrompt(call, request);
      call.estimatedInputTokens = request.inputTokens;
      call.streamed = request.stream !== undefined;
      call.reservedOutputTokens = maxOutput(call, request);
      call.reservation = await this.keyLimits.reserve(call, request.inputTokens + call.reservedOutputTokens);
      void reply.headers(await call.rateHeaders());
      if (request.stream) await this.streamCalls.answer(call, request, request.stream, route, reply);
      else await this.jsonCalls.answer(call, request, route, reply);
    } catch (error) {
      await this.bookkeeper.bookFailure(call, error);
      void reply.headers(await call.rateHeaders());
      if (RETRY_IS_POINTLESS.has(appErrorOf(error).code)) void reply.header('x-should-retry', 'false');
      throw error;
    }
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

/** The model a body names, also where the rest of it is not valid: a refused call is booked under it. */
function nameOf(json: unknown): string {
  if (typeof json !== 'object' || json === null || !('model' in json)) return '';
  return typeof json.model === 'string' ? json.model : '';
}
