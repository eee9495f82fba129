import type { RequestHandler } from 'express'
import { failure } from '../../core/errors.ts'
import type { SettingsReader } from '../../core/settings/index.ts'

/** How an app says which version of itself calls, such as `1.4.2`. Clients that say nothing are served. */
export const appVersionHeader = 'momentum-app-version'

const versionForm = /^\d{1,5}(\.\d{1,5}){0,2}/

/**
 * Refuses apps that are older than the operator still wants to serve, with 426 and where to get a newer one; all but
 * `GET /instance`, by which an app finds out. What is not a version is taken for none.
 */
export function refuseOldApps(settings: SettingsReader): RequestHandler {
  return (request, _response, next) => {
    if (request.path !== '/instance') requireServedVersion(settings, request.headers[appVersionHeader])
    next()
  }
}

/** Throws `client_too_old` for the version of an app that is not served any more. */
export function requireServedVersion(settings: SettingsReader, version: string | string[] | undefined): void {
  if (typeof version !== 'string') return
  const lowest = settings.get('instance.lowestAppVersion')
  if (!isOlder(version, lowest)) return
  const storeUrl = settings.get('app.storeUrl')
  throw failure('client_too_old', `Version ${lowest} or later of the app is needed.`, {
    extra: { lowestAppVersion: lowest, storeUrl: storeUrl === '' ? null : storeUrl },
  })
}

/** Whether a version is lower than another, number by number; what is missing counts as 0. */
export function isOlder(version: string, than: string): boolean {
  const given = versionForm.exec(version.trim())?.[0]
  if (given === undefined) return false
  const [one, other] = [given, than].map((text) => text.split('.').map(Number)) as [number[], number[]]
  for (let part = 0; part < 3; part += 1) {
    const difference = (one[part] ?? 0) - (other[part] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}
