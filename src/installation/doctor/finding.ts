/** What a check found: `warn` is what an operator should know, `fail` what keeps something from working. */
export interface Finding {
  /** What was looked at: `mail`, `push.vapid`. Stable, for scripts. */
  name: string
  status: 'ok' | 'warn' | 'fail'
  /** How it stands, in words. */
  detail: string
  /** The command or setting that mends it; null when there is nothing to mend. */
  mend: string | null
}

export const fine = (name: string, detail: string): Finding => ({ name, status: 'ok', detail, mend: null })
export const warning = (name: string, detail: string, mend: string): Finding => ({ name, status: 'warn', detail, mend })
export const failing = (name: string, detail: string, mend: string): Finding => ({ name, status: 'fail', detail, mend })

/** What somebody threw, in one line that is short enough to be read. */
export function said(error: unknown): string {
  const { message, code } = (error ?? {}) as { message?: string; code?: string }
  return String(message || code || error)
    .replace(/\s+/g, ' ')
    .slice(0, 300)
}
