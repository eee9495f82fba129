import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ArgumentSpec, FlagSpec } from '../command.ts'
import { failed } from '../failures.ts'

/** A backup by its name, or by the path of its folder. */
export const backupArgument: ArgumentSpec = {
  name: 'backup',
  summary: 'name, as the list shows it, the path of its folder, or latest',
}

export const fromFlag: FlagSpec = { flags: '--from <folder>', summary: 'folder that keeps the backups' }

/** The folder of the backup that was named. Throws when there is none. */
export async function findBackup(named: string, folder: string): Promise<string> {
  if (named === 'latest') {
    const { listBackups } = await import('../../installation/backups.ts')
    const newest = (await listBackups(folder)).find(({ manifest }) => manifest !== null)
    if (newest === undefined) throw failed(`There is no backup in ${folder}.`, 'Make one: momentum backup create')
    return newest.folder
  }
  const found = [join(folder, named), resolve(named)].find((path) => existsSync(join(path, 'manifest.json')))
  if (found !== undefined) return found
  throw failed(`There is no backup ${named}.`, 'See which there are: momentum backup list')
}
