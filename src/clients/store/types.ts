import type { Readable } from 'node:stream'

export interface StoredFile {
  key: string
  bytes: number
}

/** Bytes from `start` to `end`, both counted from 0 and both included, as in HTTP. An `end` past the file is its last byte. */
export interface ByteRange {
  start: number
  end: number
}

export interface OpenedFile {
  /** Destroying it frees the file or the connection behind it. */
  stream: Readable
  /** How many bytes the stream will give. */
  length: number
  /** How many bytes the whole file has. */
  size: number
}

/**
 * Where the files that are served lie: a folder, or an S3-compatible store. Keys are names that we make (see
 * `isStoreKey`), never a sender's. All methods throw `Failure`: `storage_full` when there is no room, `unavailable`
 * when a store across the network does not answer.
 */
export interface MediaStore {
  readonly kind: 'folder' | 's3'
  /**
   * Keeps a file under a key, whole or not at all, and on the disk before it resolves. A key that is taken is
   * replaced. `move` lets the store take the source file itself instead of copying it.
   */
  put(key: string, source: string | Readable, options?: { contentType?: string; move?: boolean }): Promise<StoredFile>
  /** The file, or a part of it, as a stream; null when there is none. Throws `RangeError` for a start past the end. */
  open(key: string, range?: ByteRange): Promise<OpenedFile | null>
  stat(key: string): Promise<StoredFile | null>
  /** Makes a further name of the file itself at `path`; false where it is on another disk, in a bucket, or not there. */
  linkTo(key: string, path: string): Promise<boolean>
  /** Removes a file; removing what is not there is done. */
  remove(key: string): Promise<void>
  /** All files whose key starts so, in no order that could be relied on. */
  list(prefix?: string): AsyncIterable<StoredFile>
  /** How much is kept. Walks everything: for `doctor` and `usage`, not for requests. */
  usage(): Promise<{ files: number; bytes: number }>
  /** Bytes that may still be written; null where nobody can tell (S3). */
  freeBytes(): Promise<number | null>
  /** Writes, reads and removes a small file, so that a wrong setting shows at the start and not at the first upload. */
  check(): Promise<void>
}
