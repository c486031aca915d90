import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type SpanOptions,
  type TextMapPropagator,
  type Tracer,
} from '@opentelemetry/api';
import type { OnApplicationShutdown } from '@nestjs/common';
import { findScope, type CallScope } from '@tradewind/upstream/core';
import { attributes } from './attributes.js';
import { TracedWork } from './call-spans.js';

/** The W3C header by which a trace goes from process to process. */
export const TRACE_PARENT = 'traceparent';

/** Injection token of the process's {@link Tracing}, or of undefined while nothing is traced. */
export const TRACING = Symbol('Tracing');

/** A provider of tracers that can be ended; the part of OpenTelemetry's own that is needed. */
export interface TraceProvider {
  getTracer(name: string): Tracer;
  shutdown(): Promise<void>;
}

/** Begins the traces of a process: a span for each request and each task, to which calls add theirs through the call scope. */
export class Tracing implements OnApplicationShutdown {
  private readonly tracer: Tracer;

  constructor(
    private readonly provider: TraceProvider,
    private readonly propagator: TextMapPropagator,
  ) {
    this.tracer = provider.getTracer('tradewind');
  }

  /** Binds a span to the scope of a request. @param traceParent the caller's `traceparent` header */
  request(scope: CallScope, method: string, traceParent: string | undefined): TracedWork {
    return this.begin(scope, method, { kind: SpanKind.SERVER }, this.contextOf(traceParent));
  }

  /**
   * Runs a task as a span of its own in the trace of the request that posted it, and binds it to the task's scope.
   *
   * @param traceParent what {@link traceParentOf} said when the task was posted
   */
  async task<T>(
    scope: CallScope,
    name: string,
    taskId: string,
    traceParent: string | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const told = { [attributes.taskId]: taskId, [attributes.tenantId]: scope.tenantId };
    const { span } = this.begin(
      scope,
      name,
      { kind: SpanKind.CONSUMER, attributes: told },
      this.contextOf(traceParent),
    );
    try {
      return await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  }

  /** The `traceparent` of a scope's work, to be handed to whoever goes on with it; undefined while it is not traced. */
  traceParentOf(scope: CallScope | undefined = findScope()): string | undefined {
    if (!(scope?.span instanceof TracedWork)) return undefined;
    const carrier: Record<string, string> = {};
    const at = trace.setSpan(ROOT_CONTEXT, scope.span.span);
    this.propagator.inject(at, carrier, { set: (into: Record<string, string>, key, value) => (into[key] = value) });
    return carrier[TRACE_PARENT];
  }

  /** Sends what has not been sent yet. */
  onApplicationShutdown(): Promise<void> {
    return this.provider.shutdown();
  }

  private begin(scope: CallScope, name: string, options: SpanOptions, parent: Context): TracedWork {
    const work = new TracedWork(this.tracer, this.tracer.startSpan(name, options, parent));
    scope.span = work;
    return work;
  }

  private contextOf(traceParent: string | undefined): Context {
    if (traceParent === undefined) return ROOT_CONTEXT;
    return this.propagator.extract(
      ROOT_CONTEXT,
      { [TRACE_PARENT]: traceParent },
      {
        get: (from: Record<string, string>, key) => from[key],
        keys: (from: Record<string, string>) => Object.keys(from),
      },
    );
  }
}
