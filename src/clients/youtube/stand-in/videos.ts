import { day, hour, minute } from '../../../lib/clock.ts'
import { channelAt, type StandInChannel } from './channels.ts'
import { hash, pick, roll } from './seeded.ts'

/** What the rest of the world may do to a video; each part replaces what was generated. */
export interface VideoChange {
  state?: 'public' | 'private' | 'deleted'
  title?: string
  embeddable?: boolean
  isAgeRestricted?: boolean
  madeForKids?: boolean | null
  regionRestriction?: { allowed?: string[]; blocked?: string[] } | null
}

/** A video of the generated world at one moment. */
export interface StandInVideo extends Required<VideoChange> {
  id: string
  channel: StandInChannel
  number: number
  publishedAt: number
  description: string
  durationSeconds: number
  live: 'none' | 'live' | 'upcoming'
  wasBroadcast: boolean
  /** Width divided by height; null when YouTube does not tell the shape. */
  shape: number | null
  isProcessed: boolean
  viewCount: string | null
  likeCount: string | null
  commentCount: string | null
  publicStatsViewable: boolean
  thumbnails: 'all' | 'small' | 'without-size' | 'none'
  language: string | null
}

const pictureLuck = [...Array<'all'>(16).fill('all'), 'small', 'small', 'without-size', 'none'] as const
const threeMinutesSince = Date.UTC(2024, 9, 15)
const numbersPerChannel = 2 ** 24

/** When a channel's upload appears (ms since the epoch). */
export function publishTime(seed: number, channel: StandInChannel, number: number): number {
  const spacing = channel.periodMs / channel.uploadsPerPeriod
  return Math.floor(channel.bornAt + (number + roll(seed, channel.number, number, 20) * 0.5) * spacing)
}

/** The number of the newest upload at a moment; -1 before the first. */
export function newestNumber(seed: number, channel: StandInChannel, at: number): number {
  const spacing = channel.periodMs / channel.uploadsPerPeriod
  const candidate = Math.floor((at - channel.bornAt) / spacing)
  if (candidate < 0) return -1
  return publishTime(seed, channel, candidate) <= at ? candidate : candidate - 1
}

/** The upload that the channel has in the charts at a moment; -1 when it has none yet. */
export function chartingNumber(seed: number, channel: StandInChannel, at: number): number {
  const newest = newestNumber(seed, channel, at - channel.chartDelayMs)
  return newest < 0 ? -1 : newest - (newest % channel.uploadsPerPeriod)
}

/** A video id, eleven characters that hold channel and number in disguise. */
export function videoId(seed: number, channelNumber: number, number: number): string {
  const bytes = Buffer.alloc(8)
  const low = (((number & 0xfff) << 20) | (hash(seed, channelNumber, number) & 0xfffff)) >>> 0
  const high = (((channelNumber << 12) | (number >>> 12)) ^ hash(seed, low)) >>> 0
  bytes.writeUInt32BE(high, 0)
  bytes.writeUInt32BE((low ^ hash(seed + 1, high)) >>> 0, 4)
  return bytes.toString('base64url')
}

/** Reads a video id back; null for one that the world did not make. */
export function readVideoId(seed: number, id: string): { channelNumber: number; number: number } | null {
  const bytes = Buffer.from(id, 'base64url')
  if (id.length !== 11 || bytes.length !== 8) return null
  const high = bytes.readUInt32BE(0)
  const low = (bytes.readUInt32BE(4) ^ hash(seed + 1, high)) >>> 0
  const upper = (high ^ hash(seed, low)) >>> 0
  const channelNumber = upper >>> 12
  const number = ((upper & 0xfff) << 12) | (low >>> 20)
  return number < numbersPerChannel && videoId(seed, channelNumber, number) === id ? { channelNumber, number } : null
}

/** The video as it is at a moment: what was made of it when it appeared, and what has happened to it since. */
export function videoAt(seed: number, channelNumber: number, number: number, at: number): StandInVideo {
  const channel = channelAt(seed, channelNumber)
  const dice = (salt: number) => roll(seed, channelNumber, number, salt)
  const publishedAt = publishTime(seed, channel, number)
  const age = at - publishedAt
  const broadcast = dice(21)
  const live = broadcast < 0.005 && age < 12 * hour ? 'upcoming' : broadcast < 0.015 && age < 6 * hour ? 'live' : 'none'
  const isShort = broadcast >= 0.03 && dice(22) < channel.shareOfShorts
  const [durationSeconds, shape] = isShort ? shortForm(dice, publishedAt) : longForm(dice)
  const ratio = dice(37) < 0.01 && age < 2 * day ? null : dice(37) < 0.004 ? null : shape
  return {
    id: videoId(seed, channelNumber, number),
    channel,
    number,
    publishedAt,
    title: titleOf(channel, dice),
    description:
      dice(33) < 0.02
        ? 'd'.repeat(4990)
        : `A ${pick(channel.category.words, dice(34))} from ${channel.title}.\n\n#${channel.category.id} & more <here>`,
    durationSeconds: live === 'none' ? durationSeconds : 0,
    live,
    wasBroadcast: broadcast < 0.03,
    shape: ratio,
    ...fate(dice, age),
    ...counts(dice, age),
    madeForKids: dice(35) < 0.06 ? true : dice(35) > 0.99 ? null : false,
    regionRestriction: restriction(channel, dice(36)),
    thumbnails: pick(pictureLuck, dice(38)),
    language: dice(39) < 0.6 ? 'en' : null,
  }
}

type Dice = (salt: number) => number

function shortForm(dice: Dice, publishedAt: number): [seconds: number, shape: number] {
  const longest = publishedAt >= threeMinutesSince ? 180 : 60
  const seconds = dice(23) < 0.03 ? longest : 8 + Math.floor(dice(24) * dice(24) * (longest - 8))
  if (dice(25) < 0.025) return [seconds, 16 / 9]
  return [seconds, dice(25) < 0.1 ? 1 : 9 / 16]
}

function longForm(dice: Dice): [seconds: number, shape: number] {
  const odd = dice(26)
  if (odd < 0.01) return [93_600, 16 / 9]
  if (odd < 0.02) return [3610, 16 / 9]
  return [181 + Math.floor(dice(27) ** 2 * 4800), odd < 0.05 ? 9 / 16 : odd < 0.1 ? 4 / 3 : 16 / 9]
}

function titleOf(channel: StandInChannel, dice: Dice): string {
  const start = `${pick(channel.category.words, dice(28))} ${Math.floor(dice(29) * 1000)}`
  const oddities = [
    'Tom & "Jerry" <3',
    "it's over",
    '🔥🔥 #shorts',
    'العربية',
    '日本語の題名',
    'AT&amp;T as written',
    'e\u0301te\u0301',
  ]
  return dice(30) < 0.3 ? `${start} ${pick(oddities, dice(31))}` : start
}

function fate(dice: Dice, age: number) {
  const end = dice(40)
  const when = (0.2 + dice(41) * 30) * day
  const happened = age > when
  const state: StandInVideo['state'] =
    happened && end < 0.03 ? 'deleted' : happened && end < 0.045 ? 'private' : 'public'
  return {
    state,
    embeddable: !(dice(42) < 0.02 || (happened && end > 0.99)),
    isAgeRestricted: dice(43) < 0.01 || (happened && end > 0.985 && end < 0.99),
    isProcessed: age > 20 * minute,
  }
}

function counts(dice: Dice, age: number) {
  const grown = 1 - Math.exp(-Math.max(age, 0) / (3 * day))
  const views = Math.floor(10 ** (2 + dice(44) * 5) * grown)
  const hidden = dice(45) < 0.005
  return {
    viewCount: hidden ? null : dice(46) < 0.0005 ? '9007199254740993' : String(views),
    likeCount: dice(47) < 0.03 ? null : String(Math.floor(views / 25)),
    commentCount: dice(48) < 0.04 ? null : String(Math.floor(views / 400)),
    publicStatsViewable: !hidden,
  }
}

function restriction(channel: StandInChannel, share: number): StandInVideo['regionRestriction'] {
  if (share < 0.002) return { allowed: [] }
  if (share < 0.004) return { blocked: [] }
  if (share < 0.014) return { allowed: [channel.region, 'US'] }
  if (share < 0.034) return { blocked: ['RU', 'BY', channel.region === 'DE' ? 'AT' : 'DE'] }
  return null
}
