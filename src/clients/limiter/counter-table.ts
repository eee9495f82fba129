import { randomInt } from 'node:crypto'
import { type Hash64, keyedHash } from './keyed-hash.ts'

// 256 shards of at most 8,192 places of 20 bytes: 42 MB when a flood has filled them, a third of a megabyte at the
// start. A shard grows alone, so no request waits for more than a few thousand entries to move.
const shardCount = 256
const firstPlaces = 64
const mostPlaces = 8192
const reach = 32

interface Shard {
  places: number
  high: Uint32Array
  low: Uint32Array
  used: Uint32Array
  /** When the entry ends, in the table's ms; 0 where there has never been one. */
  until: Float64Array
}

/** An entry of the table, valid until the next call. */
export interface Counter {
  used: number
  until: number
}

export interface CounterTable {
  /** The count under the key, or null when there is none, or its time is over at `now`. */
  read(key: string, now: number): Counter | null
  write(key: string, now: number, counter: Counter): void
  remove(key: string): void
}

const mostPoints = 0xffff_ffff

/**
 * Counts under very many keys in bounded memory: only a keyed 64-bit hash of each key is kept, so two of a million keys
 * share a count with a chance of 1 to 40 million. When all places are taken, the entry that would end first gives way.
 */
export function createCounterTable(options: { mostPlacesOfAShard?: number } = {}): CounterTable {
  const most = options.mostPlacesOfAShard ?? mostPlaces
  const hashOf = keyedHash([randomInt(2 ** 32), randomInt(2 ** 32)])
  let lastKey = ''
  let lastHash = hashOf('')
  // A key is written right after it has been read.
  const hash = (key: string): Hash64 => {
    if (key === lastKey) return lastHash
    lastKey = key
    lastHash = hashOf(key)
    return lastHash
  }
  const shards = Array.from({ length: shardCount }, () => emptyShard(firstPlaces))
  const counter: Counter = { used: 0, until: 0 }

  return {
    read(key, now) {
      const { high, low } = hash(key)
      const shard = shards[high & 0xff]!
      const place = find(shard, high, low)
      if (place < 0 || shard.until[place]! <= now) return null
      counter.used = shard.used[place]!
      counter.until = shard.until[place]!
      return counter
    },
    write(key, now, { used, until }) {
      const { high, low } = hash(key)
      const index = high & 0xff
      for (;;) {
        const shard = shards[index]!
        const place = placeFor(shard, high, low, now, most)
        if (place >= 0) {
          put(shard, place, high, low, Math.min(used, mostPoints), until)
          return
        }
        shards[index] = grown(shard, now, most)
      }
    },
    remove(key) {
      const { high, low } = hash(key)
      const shard = shards[high & 0xff]!
      const place = find(shard, high, low)
      // A negative end is over, and still tells a search that the chain goes on.
      if (place >= 0) shard.until[place] = -1
    },
  }
}

function emptyShard(places: number): Shard {
  return {
    places,
    high: new Uint32Array(places),
    low: new Uint32Array(places),
    used: new Uint32Array(places),
    until: new Float64Array(places),
  }
}

function find(shard: Shard, high: number, low: number): number {
  const mask = shard.places - 1
  for (let step = 0; step < reach; step += 1) {
    const place = (low + step) & mask
    if (shard.until[place] === 0) return -1
    if (shard.low[place] === low && shard.high[place] === high) return place
  }
  return -1
}

// The key's own place, else one that is free; -1 when the shard should grow first.
function placeFor(shard: Shard, high: number, low: number, now: number, most: number): number {
  const mask = shard.places - 1
  let free = -1
  let first = low & mask
  for (let step = 0; step < reach; step += 1) {
    const place = (low + step) & mask
    const until = shard.until[place]!
    if (until !== 0 && shard.low[place] === low && shard.high[place] === high) return place
    if (until <= now && free < 0) free = place
    if (until === 0) break
    if (until < shard.until[first]!) first = place
  }
  if (free >= 0) return free
  return shard.places < most ? -1 : first
}

function put(shard: Shard, place: number, high: number, low: number, used: number, until: number): void {
  shard.high[place] = high
  shard.low[place] = low
  shard.used[place] = used
  shard.until[place] = until
}

function grown(old: Shard, now: number, most: number): Shard {
  for (let places = old.places * 2; ; places *= 2) {
    const shard = emptyShard(places)
    if (moved(old, shard, now, most)) return shard
  }
}

function moved(from: Shard, to: Shard, now: number, most: number): boolean {
  for (let index = 0; index < from.places; index += 1) {
    if (from.until[index]! <= now) continue
    const [high, low] = [from.high[index]!, from.low[index]!]
    const place = placeFor(to, high, low, now, most)
    if (place < 0) return false
    put(to, place, high, low, from.used[index]!, from.until[index]!)
  }
  return true
}
