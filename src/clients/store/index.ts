export { isStoreKey } from './keys.ts'
export { openMediaStore } from './open-store.ts'
export type { ByteRange, MediaStore, OpenedFile, StoredFile } from './types.ts'
