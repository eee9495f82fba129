import { z } from 'zod'
import { Failure } from '../lib/errors.ts'
import { type Answer, accepted } from './endpoint.ts'

/** What is answered for content that a filter holds back: it is stored, and an operator looks at it first. */
export const heldShape = z
  .object({ id: z.string().max(36), state: z.string().max(20).describe('`held`: nobody sees it yet.') })
  .meta({ id: 'Held' })

/** The answer of content that was just written, or 202 when a filter made it absent in the same transaction. */
export async function orHeld(id: string, answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof Failure && error.code === 'not_found') return accepted({ id, state: 'held' })
    throw error
  }
}
