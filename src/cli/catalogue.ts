import { communityCommands } from './catalogue/community.ts'
import { installationCommands } from './catalogue/installation.ts'
import type { Catalogue } from './catalogue/row.ts'
import { serviceCommands } from './catalogue/service.ts'

/** Every command there is. Help and completion are made of this table; a new command is a new row. */
export const catalogue: Catalogue = [...communityCommands, ...serviceCommands, ...installationCommands]
