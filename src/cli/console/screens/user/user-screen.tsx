import type { ScreenDefinition } from '../../frame/screen.ts'
import { recordScreen } from '../../list/record-screen.tsx'
import { userBindings } from './bindings.ts'
import { userTabs, useUser } from './use-user.ts'

/** One person: profile, strikes, reports, notes, sessions, content. */
export const userScreen: ScreenDefinition = {
  name: 'user',
  aliases: ['person', 'u'],
  about: 'one person, by name',
  takesId: 'needed',
  complete: async (tools, typed) => {
    const page = await tools.api.users({ limit: 8, cursor: null, query: typed })
    return page.items.map((user) => user.username)
  },
  open: (tools, id) => {
    const controls = useUser(tools, id ?? '')
    return recordScreen({
      name: 'user',
      title: () => `user ${controls.state.get().record?.username ?? id ?? ''}`,
      tools,
      controls,
      tabs: userTabs(tools),
      bindings: userBindings(tools, controls),
      id: () => controls.state.get().record?.id ?? id ?? '',
    })
  },
}
