import { ownAccount, session } from '../../api/session.ts'
import { createStore, type Store } from '../../api/store.ts'
import { keep, readKept } from '../../shell/kept.ts'

// The server keeps no such list; it is this browser's, for each person by themselves. The oldest are forgotten.

const most = 500
let owner: string | undefined
const hidden = createStore<ReadonlySet<string>>(new Set())

session.onEnd(() => {
  owner = undefined
})

function nameFor(id: string): string {
  return `momentum hidden videos ${id}`
}

/** The videos that the person does not want to see again in this browser. */
export function hiddenVideos(): Store<ReadonlySet<string>> {
  const { id } = ownAccount()
  if (owner !== id) {
    owner = id
    hidden.set(new Set((readKept(nameFor(id)) ?? '').split(' ').filter((one) => one !== '')))
  }
  return hidden
}

/** Puts a video aside, or brings it back. */
export function hideVideo(youtubeId: string, isHidden: boolean): void {
  const others = [...hiddenVideos().get()].filter((id) => id !== youtubeId)
  const next = isHidden ? [...others, youtubeId].slice(-most) : others
  hidden.set(new Set(next))
  keep(nameFor(ownAccount().id), next.length === 0 ? null : next.join(' '))
}
