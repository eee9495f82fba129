export { type Channel, ipcChannel } from './channel.ts'
export { createSiblings, type Siblings } from './siblings.ts'
export { createSwitchboard, type Switchboard } from './switchboard.ts'
