import type { Config } from '../config/config.ts'
import { isDatabaseInUse as isInUse } from '../db/in-use.ts'
import { databaseFileOf } from './open-parts.ts'

/** Whether another process has the installation's database open. */
export function isDatabaseInUse(config: Config): Promise<boolean> {
  return isInUse({ url: config.databaseUrl, file: databaseFileOf(config) })
}
