import { describe } from '@jest/globals';
import { rateLimiterContract } from '../../test/support/rate-limiter-contract.js';
import { InProcessRateLimiter, systemClock } from '../core/index.js';

describe('rate limits in one process', () => {
  rateLimiterContract(() =>
    Promise.resolve({ limiter: new InProcessRateLimiter(systemClock), close: () => Promise.resolve() }),
  );
});
