import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import type { Context } from '../core/context.ts'
import { failure } from '../core/errors.ts'
import type { Unit } from '../db/unit.ts'
import { Failure } from '../lib/errors.ts'
import type { Answer, Endpoint } from './endpoint.ts'
import { problemOf, statusOf } from './problems.ts'
import { requestState } from './request-state.ts'

/** Thrown inside the unit when the key is taken: the unit is undone, and the first request's answer is given again. */
class AlreadyDone extends Error {}

interface KeyRow {
  bodyHash: string
  result: string | null
  status: number | null
  answer: string | null
}

const keyForm = /^[\x21-\x7e]{8,100}$/

/**
 * Makes one call of a `keyed` endpoint safe to retry (API.md, Conventions). The key is claimed by a unique index in the
 * very transaction of the effect, so two at once make one effect, and so does a retry after a crash: then the answer is
 * made anew from the effect's value, which the claim holds.
 */
export async function withIdempotency(
  endpoint: Endpoint,
  call: { context: Context; request: Request; response: Response; body: unknown },
  run: (context: Context) => Promise<{ result: unknown; answer: Answer }>,
  answerFrom: (result: unknown) => Promise<Answer>,
): Promise<Answer> {
  const key = call.request.headers['idempotency-key']
  const { actor } = call.context
  if (key === undefined || actor.kind !== 'person') return (await run(call.context)).answer
  if (typeof key !== 'string' || !keyForm.test(key)) {
    throw failure('validation_failed', 'Idempotency-Key is 8 to 100 printable ASCII characters, best a UUID.', {
      errors: [{ path: 'Idempotency-Key', message: 'must be 8 to 100 printable ASCII characters' }],
    })
  }
  const claim = new Claim(call.context, `${endpoint.method} ${call.request.path}`, key, hashOf(askedFor(call)))
  const earlier = await claim.find()
  if (earlier) return replay(claim.matching(earlier), call, answerFrom)
  try {
    const { result, answer } = await run(claim.context())
    await claim.keep(result, answer)
    return answer
  } catch (error) {
    if (error instanceof AlreadyDone) return replay(claim.matching(await claim.find()), call, answerFrom)
    await claim.keepFailure(error, requestState(call.request).requestId)
    throw error
  }
}

async function replay(
  row: KeyRow,
  call: { response: Response },
  answerFrom: (result: unknown) => Promise<Answer>,
): Promise<Answer> {
  call.response.setHeader('Idempotency-Replayed', 'true')
  if (row.status !== null) {
    const body = row.answer === null ? undefined : (JSON.parse(row.answer) as unknown)
    const headers = row.status >= 400 ? { 'Content-Type': 'application/problem+json' } : undefined
    return { status: row.status, body, headers }
  }
  return answerFrom(row.result === null ? undefined : JSON.parse(row.result))
}

class Claim {
  readonly #context: Context
  readonly #route: string
  readonly #key: string
  readonly #bodyHash: string
  readonly #owner: string
  #claimed = false

  constructor(context: Context, route: string, key: string, bodyHash: string) {
    this.#context = context
    this.#route = route
    this.#key = key
    this.#bodyHash = bodyHash
    this.#owner = context.actor.kind === 'person' ? context.actor.userId : ''
  }

  find(): Promise<KeyRow | undefined> {
    return this.#context.db.read.get<KeyRow>(
      `SELECT body_hash, result, status, answer FROM idempotency_keys
       WHERE owner_id = $1 AND route = $2 AND idempotency_key = $3`,
      [this.#owner, this.#route, this.#key],
    )
  }

  matching(row: KeyRow | undefined): KeyRow {
    if (row === undefined) throw failure('conflict', 'The first request with this key has not ended; try again.')
    if (row.bodyHash === this.#bodyHash) return row
    throw failure('idempotency_mismatch', 'This Idempotency-Key was used with another body.', {
      errors: [{ path: 'Idempotency-Key', message: 'was used with another body' }],
    })
  }

  /** The context whose first unit claims the key; further units of the same call do not. */
  context(): Context {
    const inner = this.#context
    return {
      ...inner,
      write: <T>(work: (unit: Unit) => Promise<T>) => {
        if (this.#claimed) return inner.write(work)
        this.#claimed = true
        return inner.write(async (unit) => {
          await this.#insert(unit, null, null)
          const value = await work(unit)
          await unit.run(
            'UPDATE idempotency_keys SET result = $4 WHERE owner_id = $1 AND route = $2 AND idempotency_key = $3',
            [this.#owner, this.#route, this.#key, value === undefined ? null : JSON.stringify(value)],
          )
          return value
        })
      },
    }
  }

  async keep(result: unknown, answer: Answer): Promise<void> {
    await this.#settle(result, answer.status, answer.body === undefined ? null : JSON.stringify(answer.body))
  }

  /** Refusals are answers too; what may go better the next time (401, 429, 5xx) is not kept. */
  async keepFailure(error: unknown, requestId: string): Promise<void> {
    if (!(error instanceof Failure)) return
    const status = statusOf[error.kind]
    if (status === 401 || status === 429 || status >= 500) return
    await this.#settle(null, status, JSON.stringify(problemOf(error, requestId)))
  }

  async #settle(result: unknown, status: number, answer: string | null): Promise<void> {
    await this.#context.write(async (unit) => {
      await this.#insert(unit, status, answer, result).catch((error: unknown) => {
        if (!(error instanceof AlreadyDone)) throw error
      })
      await unit.run(
        `UPDATE idempotency_keys SET status = $4, answer = $5
         WHERE owner_id = $1 AND route = $2 AND idempotency_key = $3 AND status IS NULL`,
        [this.#owner, this.#route, this.#key, status, answer],
      )
    })
  }

  async #insert(unit: Unit, status: number | null, answer: string | null, result?: unknown): Promise<void> {
    const inserted = await unit.run(
      `INSERT INTO idempotency_keys (owner_id, route, idempotency_key, body_hash, result, status, answer, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [
        this.#owner,
        this.#route,
        this.#key,
        this.#bodyHash,
        result === undefined ? null : JSON.stringify(result),
        status,
        answer,
        this.#context.now(),
      ],
    )
    if (inserted === 0) throw new AlreadyDone()
  }
}

// A plan and the change itself have the same body, and must not be taken for each other.
function askedFor({ request, body }: { request: Request; body: unknown }): unknown {
  return Object.keys(request.query).length === 0 ? body : { body, query: request.query }
}

function hashOf(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('base64url')
}
