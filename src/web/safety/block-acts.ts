import { api } from '../api/client.ts'
import { forgetLists } from '../api/list.ts'
import { asProblem } from '../api/problem.ts'
import { reloadResources } from '../api/resource.ts'
import { sayProblem } from '../design/say-problem.ts'
import { showError, showToast } from '../shell/toasts.ts'
import { words } from '../strings/en.ts'
import { fill } from '../strings/format.ts'

/** Blocks a person, and forgets every list, since they are in none of them any more. Throws what the call throws. */
export async function blockAndForget(username: string): Promise<void> {
  await api.put('/users/{username}/block', { path: { username } })
  forgetLists('/')
  reloadResources()
}

/** Takes a block back, and says so. */
export async function unblock(person: { username: string; displayName: string }): Promise<boolean> {
  try {
    await api.delete('/users/{username}/block', { path: { username: person.username } })
    forgetLists('/')
    reloadResources()
    showToast(fill(words.unblocked, { name: person.displayName || person.username }))
    return true
  } catch (error) {
    showError(sayProblem(asProblem(error)))
    return false
  }
}
