export { createLimiter, type LimiterOptions } from './create-limiter.ts'
export type { Limiter, LimitRule, LimitState } from './limiter.ts'
