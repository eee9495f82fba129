import { day } from '../../../lib/clock.ts'
import { categories, regions } from './places.ts'
import { hash, pick, roll } from './seeded.ts'

/** Channels of one category in one country: the first 200 hold its chart's places, the rest only upload. */
export const channelsPerSlice = 260
export const chartingChannels = 200

const channelCount = regions.length * categories.length * channelsPerSlice
const firstBirth = Date.UTC(2016, 0, 1)
const lastBirth = Date.UTC(2026, 5, 1)

/** A channel of the generated world. All of it follows from the seed and the number. */
export interface StandInChannel {
  number: number
  id: string
  title: string
  region: string
  category: (typeof categories)[number]
  bornAt: number
  /** The time in which it makes `uploadsPerPeriod` videos, the first of which is the one that charts. */
  periodMs: number
  uploadsPerPeriod: number
  /** From a charting upload to its entry into the chart. */
  chartDelayMs: number
  shareOfShorts: number
  /** Its uploads cannot be listed by others. */
  hidesUploads: boolean
  hasShortsList: boolean
}

const mostCached = 20_000
const cache = new Map<string, StandInChannel>()
const slices = new Map<string, readonly StandInChannel[]>()

/** The channel with a number, in slices of `channelsPerSlice` by region and category. */
export function channelAt(seed: number, number: number): StandInChannel {
  const key = `${seed}:${number}`
  const known = cache.get(key)
  if (known) return known
  const place = number % channelsPerSlice
  const slice = Math.floor(number / channelsPerSlice)
  const category = categories[slice % categories.length]!
  const region = regions[Math.floor(slice / categories.length)]!
  const dice = (salt: number) => roll(seed, number, salt)
  const channel: StandInChannel = {
    number,
    id: channelId(seed, number),
    title: `${pick(['Studio', 'Casa', 'The', 'Little', 'Planet', 'Club'], dice(1))} ${pick(category.words, dice(2))} ${region} ${place}`,
    region,
    category,
    bornAt: firstBirth + Math.floor(dice(3) * (lastBirth - firstBirth)),
    // With periods spread evenly from 2.8 to 7 days, 22 % of a chart is new after a day, as was measured.
    periodMs: Math.floor((2.8 + dice(4) * 4.2) * day),
    uploadsPerPeriod: 1 + Math.floor(dice(5) * 6),
    chartDelayMs: Math.floor((0.3 + dice(6) * 4.7) * day),
    shareOfShorts: shareOfShorts(place, category.id, dice(7)),
    hidesUploads: dice(8) < 0.005,
    hasShortsList: dice(9) < 0.8,
  }
  if (cache.size >= mostCached) cache.clear()
  cache.set(key, channel)
  return channel
}

/** The channels of a region and category; empty for one that the world does not have. */
export function channelsOf(seed: number, region: string, categoryId: string): readonly StandInChannel[] {
  const slice = sliceOf(region, categoryId)
  if (slice === null) return []
  const key = `${seed}:${slice}`
  const known = slices.get(key)
  if (known) return known
  const channels = Array.from({ length: channelsPerSlice }, (_, place) =>
    channelAt(seed, slice * channelsPerSlice + place),
  )
  if (slices.size >= mostCached / channelsPerSlice) slices.clear()
  slices.set(key, channels)
  return channels
}

/** The channel with an id; null for one that was never made. */
export function channelWithId(seed: number, id: string): StandInChannel | null {
  const bytes = Buffer.from(id.slice(2), 'base64url')
  if (!id.startsWith('UC') || bytes.length !== 16) return null
  const number = (bytes.readUInt32BE(0) ^ hash(seed, bytes.readUInt32BE(4))) >>> 0
  return number < channelCount && channelId(seed, number) === id ? channelAt(seed, number) : null
}

function sliceOf(region: string, categoryId: string): number | null {
  const regionNumber = regions.indexOf(region)
  const categoryNumber = categories.findIndex(({ id }) => id === categoryId)
  return regionNumber < 0 || categoryNumber < 0 ? null : regionNumber * categories.length + categoryNumber
}

function channelId(seed: number, number: number): string {
  const bytes = Buffer.alloc(16)
  for (const offset of [4, 8, 12]) bytes.writeUInt32BE(hash(seed, number, 1000 + offset), offset)
  bytes.writeUInt32BE((number ^ hash(seed, bytes.readUInt32BE(4))) >>> 0, 0)
  return `UC${bytes.toString('base64url')}`
}

// Category charts are 70 % Shorts, the general chart 5 to 12 %: it takes channels from behind the charting ones.
function shareOfShorts(place: number, categoryId: string, share: number): number {
  if (place >= chartingChannels) return ['19', '27', '29'].includes(categoryId) ? 0.5 : 0.1
  return share < 0.7 ? 0.93 : 0.15
}
