import type { Unit } from '../../db/unit.ts'
import type { Context } from '../context.ts'

/** What the doorbell says when something happened that operators watch. */
export const operatorsTopic = 'operators'

/** A thing that happened, by name and id alone: what it is, an operator asks for with their own rights. */
export interface OperatorsNews {
  type: string
  subjectId: string
}

/** Lets operators' live streams know, once the unit is committed. */
export function tellOperators(unit: Unit, context: Context, type: string, subjectId: string): void {
  unit.afterCommit(() => context.clients.doorbell.ring(operatorsTopic, { type, subjectId }))
}
