import { context, SpanKind, SpanStatusCode, trace, type Context, type Span, type Tracer } from '@opentelemetry/api';
import type { CallOutcome, CallScope, CallSpan, Outcome, TokenUsage, WorkSpan } from '@tradewind/upstream/core';
import { attributes, genAiOperationOf } from './attributes.js';

/** Spans of the calls that a piece of work makes: the call with its waiting, and below it each real call. */
export class TracedWork implements WorkSpan {
  private readonly parent: Context;

  constructor(
    private readonly tracer: Tracer,
    readonly span: Span,
  ) {
    this.parent = trace.setSpan(context.active(), span);
  }

  call(call: { use: string; server: string; model: string }): CallSpan {
    return new TracedCall(this.tracer, this.parent, call);
  }
}

/** The trace a scope's work belongs to; undefined while it is not traced. */
export function traceIdOf({ span }: CallScope): string | undefined {
  return span instanceof TracedWork ? span.span.spanContext().traceId : undefined;
}

class TracedCall implements CallSpan {
  private readonly span: Span;
  private readonly own: Context;
  /** From the door to the permit: quota, retries' pauses, breaker and the queue. */
  private admission: Span | undefined;
  private attemptSpan: Span | undefined;

  constructor(
    private readonly tracer: Tracer,
    parent: Context,
    private readonly described: { use: string; server: string; model: string },
  ) {
    const { use, server, model } = described;
    const operation = genAiOperationOf(use);
    this.span = tracer.startSpan(
      use,
      {
        attributes: {
          [attributes.use]: use,
          [attributes.server]: server,
          ...(model !== '' && { [attributes.genAiModel]: model, [attributes.genAiProvider]: server }),
          ...(operation !== undefined && { [attributes.genAiOperation]: operation }),
        },
      },
      parent,
    );
    this.own = trace.setSpan(parent, this.span);
    this.admission = tracer.startSpan('admission', {}, this.own);
  }

  attempt(number: number): void {
    this.endAdmission();
    const { server, model } = this.described;
    const name = model === '' ? server : `${server} ${model}`;
    const told = { [attributes.server]: server, [attributes.attempt]: number };
    this.attemptSpan = this.tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes: told }, this.own);
  }

  settled(outcome: Outcome, usage: TokenUsage | undefined): void {
    const span = this.attemptSpan;
    if (span === undefined) return;
    this.attemptSpan = undefined;
    span.setAttribute(attributes.outcome, outcome);
    if (usage !== undefined) {
      span.setAttribute(attributes.genAiInputTokens, usage.inputTokens);
      span.setAttribute(attributes.genAiOutputTokens, usage.outputTokens);
    }
    if (outcome !== 'success') fail(span, outcome);
    span.end();
  }

  ended(outcome: CallOutcome, attempts: number): void {
    this.endAdmission();
    this.span.setAttributes({ [attributes.outcome]: outcome, [attributes.attempts]: attempts });
    if (outcome !== 'ok') fail(this.span, outcome);
    this.span.end();
  }

  private endAdmission(): void {
    this.admission?.end();
    this.admission = undefined;
  }
}

function fail(span: Span, type: string): void {
  span.setAttribute(attributes.errorType, type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
