import {
  ConfigurableModuleBuilder,
  Module,
  type ConfigurableModuleAsyncOptions,
  type DynamicModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ThrottlerModule, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { RedisLink } from '../cluster/redis-link.js';
import { acquireLink, releaseLink } from '../cluster/redis-links.js';
import { RedisThrottlerStorage } from './redis-throttler-storage.js';
import { TenantThrottle, type ThrottleRule } from './tenant-throttle.js';
import { WindowThrottlerStorage } from './window-throttler-storage.js';
import { callingTenant, TenantThrottlerGuard } from './tenant-throttler.guard.js';

export interface TenantThrottlingOptions {
  /** Requests of one tenant in any window; several may apply at once, and none limits nobody. */
  limits: { name?: string; limit: number; windowMs: number }[];
  /** Callers of whom no tenant is known: counted by address (default), or let through. */
  anonymous?: 'by-address' | 'unlimited';
  /** Count over all processes; default: each process counts alone. */
  redis?: { url: string; prefix?: string; maxReplicas?: number; commandTimeoutMs?: number };
}

const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<TenantThrottlingOptions>({
  moduleName: 'TenantThrottling',
})
  .setClassMethodName('forRoot')
  .build();

/** Its connection to Redis, if it has one. */
class ThrottlingLink implements OnApplicationShutdown {
  readonly link: RedisLink | undefined;
  readonly throttler: ThrottlerModuleOptions;
  readonly throttle: TenantThrottle;

  constructor({ limits, anonymous, redis }: TenantThrottlingOptions) {
    this.link = redis && acquireLink({ url: redis.url, commandTimeoutMs: redis.commandTimeoutMs ?? 50 });
    const rules: ThrottleRule[] = limits.map(({ name = 'default', limit, windowMs }) => ({ name, limit, windowMs }));
    const storage = this.link ? new RedisThrottlerStorage(this.link, redis) : new WindowThrottlerStorage();
    this.throttle = new TenantThrottle(rules, storage);
    this.throttler = {
      throttlers: rules.map(({ name, limit, windowMs }) => ({ name, limit, ttl: windowMs, blockDuration: 0 })),
      ...(anonymous === 'unlimited' && { skipIf: () => callingTenant() === undefined }),
      storage,
    };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.link !== undefined) await releaseLink(this.link);
  }
}

/** Holds the options for the throttler's own module, which takes them from elsewhere only by import. */
@Module({})
class TenantThrottlingOptionsModule extends ConfigurableModuleClass {}

/**
 * Limits the requests of each tenant: import it, and put `TenantThrottlerGuard` behind the guard that knows the tenant, with
 * `@UseGuards(TenantThrottlerGuard)` or as an APP_GUARD.
 */
@Module({})
export class TenantThrottlingModule {
  static forRoot(options: TenantThrottlingOptions): DynamicModule {
    return wrap(TenantThrottlingOptionsModule.forRoot(options));
  }

  static forRootAsync(options: ConfigurableModuleAsyncOptions<TenantThrottlingOptions>): DynamicModule {
    return wrap(TenantThrottlingOptionsModule.forRootAsync(options));
  }
}

function wrap(options: DynamicModule): DynamicModule {
  const linked: DynamicModule = {
    ...options,
    providers: [
      ...(options.providers ?? []),
      {
        provide: ThrottlingLink,
        inject: [MODULE_OPTIONS_TOKEN],
        useFactory: (given: TenantThrottlingOptions) => new ThrottlingLink(given),
      },
    ],
    exports: [ThrottlingLink],
  };
  const throttler = ThrottlerModule.forRootAsync({
    imports: [linked],
    inject: [ThrottlingLink],
    useFactory: ({ throttler: throttlers }: ThrottlingLink) => throttlers,
  });
  return {
    module: TenantThrottlingModule,
    imports: [throttler, linked],
    providers: [
      TenantThrottlerGuard,
      { provide: TenantThrottle, inject: [ThrottlingLink], useFactory: ({ throttle }: ThrottlingLink) => throttle },
    ],
    exports: [TenantThrottlerGuard, TenantThrottle, throttler],
  };
}
