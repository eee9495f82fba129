import { closeSync, existsSync, openSync, readFileSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Failure } from '../../lib/errors.ts'
import type { SqliteHandle } from './handle.ts'

/** The first bytes of every SQLite database (sqlite.org/fileformat2.html, 1.3). */
const magic = Buffer.from('SQLite format 3\0', 'latin1')

/** Up to this size the pages are checked at every start; a larger file only after it was not closed in order. */
const alwaysCheckedBytes = 64 * 1024 * 1024

type FileState = 'new' | 'closed' | 'open'

function stateFile(file: string): string {
  return `${file}.state`
}

function readState(file: string): FileState {
  if (!existsSync(stateFile(file))) return 'new'
  return readFileSync(stateFile(file), 'utf8').trim() === 'closed' ? 'closed' : 'open'
}

/**
 * Looks at the database file before anything opens it, because SQLite would make a fresh one over what is missing.
 * Throws `database_damaged` with what was found and what to do.
 */
export function checkFileBefore(file: string): void {
  const state = readState(file)
  const exists = existsSync(file)
  if (!exists && state === 'new' && !existsSync(`${file}-wal`)) return
  if (!exists) throw damaged(file, 'The database file is gone, though it was there before.')
  const { size } = statSync(file)
  if (size === 0 && state === 'new') return
  if (size === 0) throw damaged(file, 'The database file is empty.')
  if (!hasMagic(file)) throw damaged(file, 'The file does not begin as a SQLite database does.')
  if (state === 'open' && !existsSync(`${file}-wal`)) {
    // Other programs tidy both away in order; somebody who removes the log usually leaves its index.
    const isPerhapsTidied = !existsSync(`${file}-shm`)
    throw damaged(
      file,
      'The last run did not close the database, and its write-ahead log (-wal) is gone: writes are lost' +
        (isPerhapsTidied
          ? `, unless another SQLite program has opened the file since, which puts the log into it. If you know that one ` +
            `has, remove ${stateFile(file)} and start again; else:`
          : '.'),
    )
  }
}

/** Checks the pages of the open file where that is due. Throws `database_damaged`. */
export async function checkPages(file: string, handle: SqliteHandle): Promise<void> {
  if (statSync(file).size > alwaysCheckedBytes && readState(file) === 'closed') return
  const found = await handle.all<{ quickCheck: string }>('PRAGMA quick_check(3)').catch((error: Error) => {
    throw damaged(file, `The database cannot be read: ${error.message}.`)
  })
  const problems = found.map((row) => row.quickCheck).filter((text) => text !== 'ok')
  if (problems.length > 0) throw damaged(file, `The database is damaged: ${problems.join('; ')}.`)
}

/** Notes that the file is in use; until it is noted as closed, its write-ahead log belongs to it. */
export function noteOpen(file: string): void {
  if (existsSync(`${file}-wal`)) writeFileSync(stateFile(file), 'open\n', { mode: 0o600 })
}

/** Notes that the file was closed in order, by the last who had it open. */
export function noteClosed(file: string): void {
  if (existsSync(`${file}-wal`)) return
  writeFileSync(stateFile(file), 'closed\n', { mode: 0o600 })
  // Another process may have opened it in between, and noted that first.
  noteOpen(file)
}

/** Forgets what was noted, for a file that is put in another's place, as restoring a backup does. */
export function forgetState(file: string): void {
  rmSync(stateFile(file), { force: true })
}

/** A failure of SQLite while opening, as what it means for the file. */
export function openingFailure(file: string, error: unknown): unknown {
  const { code } = error as { code?: unknown }
  if (code !== 'SQLITE_NOTADB' && code !== 'SQLITE_CORRUPT' && code !== 'SQLITE_IOERR') return error
  return damaged(file, `The database cannot be opened: ${(error as Error).message}.`)
}

function hasMagic(file: string): boolean {
  const handle = openSync(file, 'r')
  try {
    const head = Buffer.alloc(magic.length)
    readSync(handle, head, 0, head.length, 0)
    return head.equals(magic)
  } finally {
    closeSync(handle)
  }
}

function damaged(file: string, found: string): Failure {
  return new Failure(
    'conflict',
    'database_damaged',
    `${found}\nNothing was changed in ${file}. Move it and the files beside it away, then restore the newest backup: ` +
      'momentum backup list, and momentum backup restore <name>.',
  )
}
