import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { SeedFiles } from './rows.ts'

/** A data set on disk, as lines of JSON, with every time moved by `shiftMs`. */
export interface Seed {
  readonly folder: string
  readonly shiftMs: number
}

/**
 * How far the times of a data set have to move so that it ends at `now`: feeds read the last days first, and a data set
 * of last year would be measured by what nobody does. Where `meta.json` does not say when it ends, it is taken as it is.
 */
export async function shiftTo(folder: string, now: number): Promise<number> {
  try {
    const { now: end } = JSON.parse(await readFile(join(folder, 'meta.json'), 'utf8')) as { now: number }
    return now - end
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0
    throw error
  }
}

/** The rows of one file of a data set, one by one. */
export async function* readSeed<Name extends keyof SeedFiles>(seed: Seed, name: Name): AsyncIterable<SeedFiles[Name]> {
  const lines = createInterface({
    input: createReadStream(join(seed.folder, `${name}.jsonl`)),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  for await (const line of lines) {
    if (line === '') continue
    const row = JSON.parse(line) as { createdAt?: number; publishedAt?: number }
    if (row.createdAt !== undefined) row.createdAt += seed.shiftMs
    if (row.publishedAt !== undefined) row.publishedAt += seed.shiftMs
    yield row as SeedFiles[Name]
  }
}

/** The rows of a file in groups, for statements that insert many at once. */
export async function* readInGroups<Name extends keyof SeedFiles>(
  seed: Seed,
  name: Name,
  size: number,
): AsyncIterable<SeedFiles[Name][]> {
  let group: SeedFiles[Name][] = []
  for await (const row of readSeed(seed, name)) {
    group.push(row)
    if (group.length === size) {
      yield group
      group = []
    }
  }
  if (group.length > 0) yield group
}
