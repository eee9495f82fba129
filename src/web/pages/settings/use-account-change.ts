import { useState } from 'preact/hooks'
import { api } from '../../api/client.ts'
import { asProblem } from '../../api/problem.ts'
import { session } from '../../api/session.ts'
import type { BodyOf, Shape } from '../../api/types.ts'
import { sayProblem } from '../../design/say-problem.ts'
import { showError } from '../../shell/toasts.ts'
import { fill } from '../../strings/format.ts'
import { settingsWords as words } from '../../strings/settings.ts'

export type AccountChange = Exclude<BodyOf<'patch', '/me'>, undefined>

/**
 * Changes a setting of the account at once, as switches do: it is shown as changed from the first moment, and goes back
 * with a word when the server refuses.
 */
export function useAccountChange(): {
  /** The account with what is on its way. */
  shown: (account: Shape<'Account'>) => Shape<'Account'>
  change: (change: AccountChange) => Promise<void>
} {
  const [pending, setPending] = useState<AccountChange>({})
  return {
    shown: (account) => ({ ...account, ...pending }) as Shape<'Account'>,
    change: async (change) => {
      setPending((present) => ({ ...present, ...change }))
      try {
        session.setAccount(await api.patch('/me', { body: change }))
      } catch (error) {
        showError(fill(words.changeFailed, { reason: sayProblem(asProblem(error)) }))
      }
      setPending((present) => {
        const rest = Object.entries(present).filter(([name]) => !(name in change))
        return Object.fromEntries(rest)
      })
    },
  }
}
