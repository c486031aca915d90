import { ConfigurableModuleBuilder, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Registry } from 'prom-client';
import { DeadlineInterceptor } from './deadline/deadline.interceptor.js';
import { DegradationInterceptor } from './degradation/degradation.interceptor.js';
import { AnswerMetrics } from './metrics/answer-metrics.js';
import { MetricsInterceptor } from './metrics/metrics.interceptor.js';
import { MetricsObserver } from './metrics/metrics-observer.js';
import { UsageInterceptor } from './usage/usage.interceptor.js';
import { Upstream } from './upstream.js';
import type { UpstreamOptions } from './upstream-options.js';
import { createUpstream } from './create-upstream.js';

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<UpstreamOptions>({
  moduleName: 'Upstream',
})
  .setClassMethodName('forRoot')
  .build();

/**
 * Offers `Upstream`, and applies deadlines, degradations, usage and metrics to every route of the application. Import it once with
 * `forRoot(options)` or `forRootAsync({ imports, inject, useFactory })` in a module that exports it, and that module where it is
 * needed. Metrics go to the `Registry` of prom-client when the application provides one.
 */
@Module({
  providers: [
    {
      provide: MetricsObserver,
      inject: [{ token: Registry, optional: true }],
      useFactory: (registry?: Registry) => new MetricsObserver(registry),
    },
    {
      provide: Upstream,
      inject: [MODULE_OPTIONS_TOKEN, MetricsObserver],
      useFactory: createUpstream,
    },
    {
      provide: AnswerMetrics,
      inject: [{ token: Registry, optional: true }],
      useFactory: (registry?: Registry) => new AnswerMetrics(registry),
    },
    // From the outside in: what the deadline and the degradations make of an answer is counted and told as well.
    { provide: APP_INTERCEPTOR, useClass: MetricsInterceptor },
    { provide: APP_INTERCEPTOR, useClass: UsageInterceptor },
    { provide: APP_INTERCEPTOR, useClass: DeadlineInterceptor },
    { provide: APP_INTERCEPTOR, useClass: DegradationInterceptor },
  ],
  exports: [Upstream, AnswerMetrics],
})
export class UpstreamModule extends ConfigurableModuleClass {}
