export { FakeClock, settle } from './fake-clock.js';
export { ManualCall, ManualUpstream } from './manual-upstream.js';
export { redisProxy, type RedisProxy } from './redis-proxy.js';
export { testScope } from './test-scope.js';
export { watch, type Watched } from './watch.js';
export { propertyRuns } from './property-runs.js';
export { must, mustEqual, mustNotExceed } from './must.js';
