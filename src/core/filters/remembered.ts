import type { Unit } from '../../db/unit.ts'

// The filters are asked about everything that is written, and changed by operators alone: units that share a transaction
// read them once.
const remembered = new WeakMap<object, Map<string, unknown>>()

/** What `read` answers, remembered under the name for as long as the transaction of the unit lasts or no filter changes. */
export async function rememberOfFilters<Value>(unit: Unit, name: string, read: () => Promise<Value>): Promise<Value> {
  let known = remembered.get(unit.transaction)
  if (known?.has(name)) return known.get(name) as Value
  const value = await read()
  known = remembered.get(unit.transaction) ?? new Map()
  known.set(name, value)
  remembered.set(unit.transaction, known)
  return value
}

/** To be called wherever a filter comes into use or goes out of it. */
export function forgetFilters(unit: Unit): void {
  remembered.delete(unit.transaction)
}
