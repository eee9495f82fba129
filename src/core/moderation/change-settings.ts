import { z } from 'zod'
import type { Unit } from '../../db/unit.ts'
import { isoTime } from '../../lib/clock.ts'
import { recordAudit } from '../audit/index.ts'
import type { Context } from '../context.ts'
import { invalidField } from '../errors.ts'
import {
  isSettingName,
  type Setting,
  type SettingName,
  settingsCatalogue,
  settingsTopic,
  writeSetting,
} from '../settings/index.ts'

/** One setting with its present value. */
export interface SettingRow {
  name: string
  value: unknown
  fallback: unknown
  about: string
  changedAt: number | null
}

const schemas = Object.fromEntries(
  Object.entries(settingsCatalogue).map(([name, setting]) => [name, (setting as Setting<unknown>).schema.optional()]),
)

/** Settings by name with their new values; null brings the default back. */
export const changeSettingsInput = z.strictObject(
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, schema.or(z.null())])),
)

/** Every setting, as it is now. */
export async function listSettings(context: Context): Promise<SettingRow[]> {
  const stored = await context.db.read.all<{ name: string; updatedAt: number }>('SELECT name, updated_at FROM settings')
  const changed = new Map(stored.map(({ name, updatedAt }) => [name, updatedAt]))
  return (Object.keys(settingsCatalogue) as SettingName[]).map((name) => ({
    name,
    value: context.settings.get(name),
    fallback: settingsCatalogue[name].fallback,
    about: settingsCatalogue[name].about,
    changedAt: changed.get(name) ?? null,
  }))
}

/** Changes settings, checked by the catalogue; every process uses the new values within a moment. */
export async function changeSettings(
  context: Context,
  input: { values: Readonly<Record<string, unknown>>; reason: string | null },
): Promise<{ auditId: string; id: string }> {
  const names = Object.keys(input.values).filter((name) => input.values[name] !== undefined)
  if (names.length === 0) throw invalidField('', 'Name at least one setting.')
  const changed = await context.write(async (unit) => {
    const before = await storedValues(unit, names)
    await writeSettings(unit, context, input.values, names)
    const subjectId = names.length === 1 ? names[0]! : 'settings'
    const auditId = await recordAudit(unit, context, {
      action: 'settings.change',
      subjectType: 'setting',
      subjectId,
      reason: input.reason,
      before,
      after: Object.fromEntries(names.map((name) => [name, input.values[name]])),
    })
    return { auditId, id: subjectId }
  })
  await context.settings.reload()
  return changed
}

/** Stores or forgets values, in the unit of a change or of its undoing. */
export async function writeSettings(
  unit: Unit,
  context: Context,
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    if (!isSettingName(name)) throw invalidField(name, 'There is no such setting.')
    const value = values[name]
    if (value === null || value === undefined) await unit.run('DELETE FROM settings WHERE name = $1', [name])
    else await writeSetting(unit, name, value, context.now())
  }
  unit.afterCommit(() => context.clients.doorbell.ring(settingsTopic, { at: isoTime(context.now()) }))
}

/** What was stored; null where the default held. */
async function storedValues(unit: Unit, names: readonly string[]): Promise<Record<string, unknown>> {
  const values: Record<string, unknown> = {}
  for (const name of names) {
    const row = await unit.get<{ value: string }>('SELECT value FROM settings WHERE name = $1', [name])
    values[name] = row === undefined ? null : JSON.parse(row.value)
  }
  return values
}
