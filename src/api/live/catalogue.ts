import type { LiveAction } from './actions.ts'
import { chatActions } from './chat-actions.ts'

/** Every type of client frame; a noun with frames of its own adds them here. */
export const liveActions: Readonly<Record<string, LiveAction>> = { ...chatActions }
