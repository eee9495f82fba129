import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Reader } from '../sql.ts'
import type { Unit } from '../unit.ts'
import { setCounters } from './copy-rows.ts'
import { type PortableRow, RowSum, readRows, writeRows } from './rows.ts'
import type { TableShape } from './tables.ts'

/** A table in a file of its own: gzipped lines of JSON, the first with the names of the columns. */
export interface RowFile {
  table: string
  rows: number
  /** Of the file. */
  bytes: number
  sha256: string
}

/** Writes the rows of a table into a new file. */
export async function writeRowFile(reader: Reader, table: TableShape, path: string): Promise<RowFile> {
  const sum = new RowSum()
  const hash = createHash('sha256')
  let bytes = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      done(null, chunk)
    },
  })
  async function* lines(): AsyncGenerator<string> {
    yield `${JSON.stringify(table.columns.map(({ name }) => name))}\n`
    for await (const rows of readRows(reader, table)) {
      sum.add(rows)
      yield rows.map((row) => `${JSON.stringify(row)}\n`).join('')
    }
  }
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })
  await pipeline(Readable.from(lines()), createGzip({ level: 4 }), counted, file)
  return { table: table.name, rows: sum.count, bytes, sha256: hash.digest('hex') }
}

const atATime = 500

/** Reads a file of rows into its table, in the unit; answers how many there were. */
export async function readRowFile(unit: Unit, table: TableShape, path: string): Promise<number> {
  const gunzip = createGunzip()
  const source = createReadStream(path)
  source.once('error', (error) => gunzip.destroy(error))
  const lines = createInterface({ input: source.pipe(gunzip), crlfDelay: Number.POSITIVE_INFINITY })
  // An error of the stream does not end the lines by itself.
  let broken: Error | undefined
  gunzip.once('error', (error) => {
    broken = error
    lines.close()
  })
  let columns: string[] | undefined
  let waiting: PortableRow[] = []
  let count = 0
  for await (const line of lines) {
    if (columns === undefined) columns = JSON.parse(line) as string[]
    else waiting.push(JSON.parse(line) as PortableRow)
    if (waiting.length < atATime) continue
    await writeRows(unit, table, columns, waiting)
    count += waiting.length
    waiting = []
  }
  if (broken !== undefined) throw broken
  if (columns !== undefined && waiting.length > 0) await writeRows(unit, table, columns, waiting)
  await setCounters(unit, table)
  return count + waiting.length
}
