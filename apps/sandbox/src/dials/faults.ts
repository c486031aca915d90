import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { sendError } from '../errors.js';
import type { Kind } from '../kinds.js';
import type { Stats } from '../stats/stats.js';
import { bodyOf, breakJson, inPieces, pause, planOf, rememberPlan, type CallPlan } from './call-plan.js';
import type { DialBoard, ResolvedDials } from './dial-board.js';
import { logNormalMs } from './random.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The downstream this route stands for; routes without one have no dials and are not counted. */
    kind?: Kind;
  }
}

/** Counts every call to a downstream and lets happen to it what the dials say. */
export function installFaults(server: FastifyInstance, board: DialBoard, stats: Stats): void {
  const busy = new Map<string, number>();

  server.addHook('preHandler', async (request, reply) => {
    const kind = request.routeOptions.config.kind;
    if (kind === undefined) return undefined;
    const model = modelOf(request.body);
    const dials = board.resolve({ kind, model, path: request.url });
    const fate = drawFate(dials);

    const running = busy.get(dials.capacityKey) ?? 0;
    busy.set(dials.capacityKey, running + 1);
    const end = stats.begin(kind, model);
    const gone = new AbortController();
    const plan: CallPlan = { settings: dials.settings, ...fate, signal: gone.signal, wasCut: false };
    rememberPlan(request, plan);
    reply.raw.once('close', () => {
      busy.set(dials.capacityKey, (busy.get(dials.capacityKey) ?? 1) - 1);
      end(plan.wasCut ? 'cut' : reply.raw.writableFinished ? { status: reply.raw.statusCode } : 'aborted');
      gone.abort();
    });

    const { capacity } = dials.settings;
    if (capacity !== null && running >= capacity) {
      return refuse(reply, kind, dials, `All ${capacity} places of this stand-in ${kind} service are taken.`);
    }
    if (fate.refuse) return refuse(reply, kind, dials, 'Rate limit reached; please retry later.');
    if (fate.hang) return reply.hijack();
    if (fate.latencyMs > 0 && !(await pause(fate.latencyMs, gone.signal))) return reply.hijack();
    if (fate.fail) {
      const status = dials.settings.error_status;
      if (status === 429 || status === 503) retryHeaders(reply, dials.settings.retry_after_ms);
      return sendError(reply, kind, { status, message: 'The stand-in service failed, as its dials say.' });
    }
    return undefined;
  });

  server.addHook('onSend', async (request, reply, payload) => {
    const plan = planOf(request);
    if (plan === undefined || reply.statusCode >= 400 || request.method === 'HEAD') return payload;
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    const breaks = plan.breakJson && typeof payload === 'string' && isJson(reply);
    const body = breaks ? breakJson(payload) : payload;
    if (!plan.cut && plan.settings.slow_body_ms === 0) return body;
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
    void reply.header('content-length', bytes.length);
    return bodyOf(inPieces(bytes), plan, reply);
  });
}

interface Fate {
  refuse: boolean;
  hang: boolean;
  fail: boolean;
  breakJson: boolean;
  cut: boolean;
  latencyMs: number;
}

/** Always takes the same number of draws, so that turning one dial does not reshuffle what the others do. */
function drawFate({ settings, random }: ResolvedDials): Fate {
  return {
    refuse: random() < settings.rate_limit_rate,
    hang: random() < settings.hang_rate,
    fail: random() < settings.error_rate,
    breakJson: random() < settings.broken_json_rate,
    cut: random() < settings.cut_stream_rate,
    latencyMs: logNormalMs(settings.latency_ms, settings.latency_spread, drawTwo(random)),
  };
}

/** Both draws are taken even when the latency is constant. */
function drawTwo(random: () => number): () => number {
  const draws = [random(), random()];
  return () => draws.shift() ?? 0;
}

function refuse(reply: FastifyReply, kind: Kind, dials: ResolvedDials, message: string): FastifyReply {
  retryHeaders(reply, dials.settings.retry_after_ms);
  return sendError(reply, kind, { status: 429, message });
}

/** Both forms that clients know: whole seconds, rounded up, and milliseconds. */
export function retryHeaders(reply: FastifyReply, retryAfterMs: number): void {
  void reply.header('retry-after', Math.ceil(retryAfterMs / 1000)).header('retry-after-ms', retryAfterMs);
}

function modelOf(body: FastifyRequest['body']): string | undefined {
  if (typeof body !== 'object' || body === null || !('model' in body)) return undefined;
  return typeof body.model === 'string' ? body.model : undefined;
}

function isJson(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).includes('json');
}
