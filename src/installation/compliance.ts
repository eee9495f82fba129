import { type App, openApp } from '../app.ts'
import type { Config } from '../config/config.ts'
import type { Operator } from '../core/actor.ts'
import {
  type ComplianceFacts,
  type ComplianceLine,
  checkCompliance,
  type MonthFigures,
  makeReviewer,
  type ReviewerAccount,
  readFigures,
  removeReviewer,
  writeReport,
} from '../core/compliance/index.ts'
import type { Context } from '../core/context.ts'
import type { Logger } from '../lib/logger.ts'

/** How the installation stands with what stores and the law ask. */
export function examineCompliance(config: Config, log: Logger, operator: string): Promise<ComplianceLine[]> {
  return within(config, log, operator, (_, context) => checkCompliance(context, factsOf(config)))
}

/** The dated document, with the figures of the last months. */
export function reportCompliance(
  config: Config,
  log: Logger,
  operator: string,
  months: number,
): Promise<{ text: string; lines: ComplianceLine[]; figures: MonthFigures[] }> {
  return within(config, log, operator, async (_, context) => {
    const facts = factsOf(config)
    const lines = await checkCompliance(context, facts)
    const figures = await readFigures(context, months)
    return { text: writeReport(context, { facts, lines, figures }), lines, figures }
  })
}

/** Makes the account for the reviewers of a store. */
export function addReviewer(
  config: Config,
  log: Logger,
  operator: string,
  email: string | null,
): Promise<ReviewerAccount> {
  return within(config, log, operator, (app, context) =>
    makeReviewer(context, (person) => app.as(person, 'cli'), email),
  )
}

/** Removes it again, with its content. */
export function dropReviewer(config: Config, log: Logger, operator: string): Promise<string[]> {
  return within(config, log, operator, (_, context) => removeReviewer(context))
}

function factsOf(config: Config): ComplianceFacts {
  return { publicUrl: config.publicUrl, sendsMail: config.smtpUrl !== undefined }
}

// As the local operator, and without what works by itself: a server that runs does that.
async function within<T>(
  config: Config,
  log: Logger,
  operator: string,
  work: (app: App, context: Context) => Promise<T>,
): Promise<T> {
  const app = await openApp(config, log, { background: false })
  try {
    const actor: Operator = { kind: 'operator', name: operator, role: 'admin' }
    return await work(app, app.as(actor, 'cli'))
  } finally {
    await app.close()
  }
}
