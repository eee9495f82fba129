import type { Database } from '../../db/database.ts'
import type { Unit } from '../../db/unit.ts'
import type { Logger } from '../../lib/logger.ts'
import { type Setting, type SettingName, type SettingValue, settingsCatalogue } from './catalogue.ts'

/** The present values of the settings kept in the database. */
export interface SettingsReader {
  get<Name extends SettingName>(name: Name): SettingValue<Name>
}

/** The settings held in memory; `reload` reads them again after they changed here or in another process. */
export interface SettingsStore extends SettingsReader {
  reload(): Promise<void>
  /** Reads them again if another process has changed one since they were last read. */
  lookForChanges(): Promise<void>
}

/** What a doorbell says when settings changed: every process reads them again. */
export const settingsTopic = 'settings'

/** Reads all settings once. A stored value that the catalogue no longer allows gives way to the default, and is logged. */
export async function openSettings(db: Database, log: Logger): Promise<SettingsStore> {
  const values = new Map<string, unknown>()
  let mark = -1
  let state = ''
  const stateNow = async (): Promise<string> => {
    const row = await db.read.get<{ count: number; newest: number | null }>(
      'SELECT COUNT(*) AS count, MAX(updated_at) AS newest FROM settings',
    )
    return `${row!.count} ${row!.newest}`
  }
  const reload = async (): Promise<void> => {
    const rows = await db.read.all<{ name: string; value: string }>('SELECT name, value FROM settings')
    values.clear()
    for (const { name, value } of rows) {
      if (!isSettingName(name)) continue
      const parsed = (settingsCatalogue[name] as Setting<unknown>).schema.safeParse(JSON.parse(value))
      if (parsed.success) values.set(name, parsed.data)
      else log.warn({ setting: name }, 'a stored setting is not allowed any more; its default is used')
    }
  }
  await reload()
  return {
    get: (name) => (values.has(name) ? values.get(name) : settingsCatalogue[name].fallback) as never,
    reload,
    lookForChanges: async () => {
      const present = await db.changeMark()
      if (present === mark) return
      const found = await stateNow()
      if (found !== state) await reload()
      mark = present
      state = found
    },
  }
}

/** Whether a text names a setting of the catalogue. */
export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(settingsCatalogue, name)
}

/** Stores a value that the setting's schema has accepted. */
export async function writeSetting(unit: Unit, name: SettingName, value: unknown, now: number): Promise<void> {
  await unit.run(
    `INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`,
    [name, JSON.stringify(value), now],
  )
}
