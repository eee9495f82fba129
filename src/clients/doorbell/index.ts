export { createDoorbell, type DoorbellOptions } from './create-doorbell.ts'
export type { BellHandler, BellPayload, Doorbell } from './doorbell.ts'
