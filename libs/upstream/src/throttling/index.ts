export { RedisThrottlerStorage } from './redis-throttler-storage.js';
export { TenantThrottle } from './tenant-throttle.js';
export { TenantThrottlerGuard } from './tenant-throttler.guard.js';
export { TenantThrottlingModule, type TenantThrottlingOptions } from './tenant-throttling.module.js';
