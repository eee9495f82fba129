export { openRedis, type RedisLink } from './open-redis.ts'
