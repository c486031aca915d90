export { parseRedisUrl, type RedisAddress } from './redis-address.js';
export { redisClient, type RedisClient } from './redis-client.js';
export { Cluster } from 'ioredis';
