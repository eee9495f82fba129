import type { ScreenDefinition } from '../../frame/screen.ts'
import { listScreen } from '../../list/list-screen.tsx'
import { usersBindings } from './bindings.ts'
import { useUsers } from './use-users.ts'

/** The list of everyone. */
export const usersScreen: ScreenDefinition = {
  name: 'users',
  aliases: ['people', 'us'],
  about: 'everyone, with search, marks and bulk acts',
  open: (tools) => {
    const list = useUsers(tools)
    return listScreen({ name: 'users', tools, list, bindings: usersBindings(tools, list) })
  },
}
