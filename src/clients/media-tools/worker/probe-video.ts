import { EncodedPacketSink, type Input, type InputAudioTrack, type InputTrack, type InputVideoTrack } from 'mediabunny'
import { brokenMedia, oversizedMedia, unsupportedMedia } from '../failures.ts'
import type { AudioCodec, VideoCodec, VideoFacts } from '../types.ts'
import type { ProbeVideoJob } from './messages.ts'
import { withVideo } from './open-video.ts'
import { isCutShort } from './video-length.ts'

const videoCodecs: Record<string, VideoCodec> = { avc: 'h264', hevc: 'hevc', vp9: 'vp9', av1: 'av1' }
const audioCodecs: Record<string, AudioCodec> = { aac: 'aac', opus: 'opus', mp3: 'mp3', vorbis: 'vorbis' }

/** Frames a second that no phone records; more than this over the longest allowed time is a bomb. */
const maxFrameRate = 250

/**
 * Reads what a video is from its tables and its first and last sample, without decoding. Throws `media_unsupported`
 * (no picture track, encrypted, a codec off the list), `media_invalid` (damaged, cut short, empty) and
 * `payload_too_large` (too long, too wide).
 */
export function probeVideo(job: ProbeVideoJob): Promise<VideoFacts> {
  return withVideo(job.input, async (input, file) => {
    const video = await input.getPrimaryVideoTrack()
    if (!video) throw await explainMissingVideo(input, job)
    await refuseEncrypted(await input.getTracks(), job)
    const codec = videoCodecs[(await video.getCodec()) ?? '']
    if (!codec) throw unsupportedMedia(await describeTrack(video, job), job.allowed)

    const width = await video.getDisplayWidth()
    const height = await video.getDisplayHeight()
    const coded = Math.max(await video.getCodedWidth(), await video.getCodedHeight())
    if (!isSize(width) || !isSize(height)) throw brokenMedia('The video does not say how large it is.')
    if (Math.max(width, height, coded) > job.maxSide)
      throw oversizedMedia(`The video is larger than ${job.maxSide} pixels a side.`, { videoSide: job.maxSide })
    if (await isCutShort(file, job.container)) throw brokenMedia('The video is cut short: its end is missing.')

    const sound = await chooseSound(input)
    const durationMs = await measureDuration(input, video, sound?.track ?? null, job)
    await checkSamples(video, job)
    const convertVideo = codec === 'hevc' || isRareH264(codec, (await video.getCodecParameterString()) ?? '')
    return {
      width: Math.round(width),
      height: Math.round(height),
      durationMs,
      videoCodec: codec,
      audioCodec: sound?.codec ?? null,
      isHdr: await video.hasHighDynamicRange(),
      videoTrack: video.number - 1,
      audioTrack: sound ? sound.track.number - 1 : null,
      convertVideo,
      convertAudio: sound !== null && !isPlayable(sound.codec, convertVideo ? 'mp4' : job.container),
    }
  })
}

async function explainMissingVideo(input: Input, job: ProbeVideoJob): Promise<Error> {
  const tracks = await input.getTracks()
  if (tracks.length === 0) return brokenMedia('The video holds no tracks: it is damaged or cut short.')
  return unsupportedMedia(await describeTrack(tracks[0]!, job), job.allowed, 'The file holds no moving picture.')
}

async function refuseEncrypted(tracks: InputTrack[], job: ProbeVideoJob): Promise<void> {
  for (const track of tracks) {
    const id = await track.getInternalCodecId()
    if (id === 'encv' || id === 'enca')
      throw unsupportedMedia('an encrypted video', job.allowed, 'The video is encrypted and cannot be shown.')
  }
}

async function describeTrack(track: InputTrack, job: ProbeVideoJob): Promise<string> {
  const codec = (await track.getCodecParameterString()) ?? (await track.getInternalCodecId()) ?? 'unknown'
  const subtype = job.container === 'mov' ? 'quicktime' : job.container
  return `${track.isAudioTrack() ? 'audio' : 'video'}/${subtype}; codecs="${String(codec).replace(/[^\w.-]/g, '?')}"`
}

async function chooseSound(input: Input): Promise<{ track: InputAudioTrack; codec: AudioCodec } | null> {
  const primary = await input.getPrimaryAudioTrack()
  const others = await input.getAudioTracks()
  for (const track of primary ? [primary, ...others] : others) {
    const name = (await track.getCodec()) ?? ''
    const codec = name.startsWith('pcm') ? 'pcm' : audioCodecs[name]
    if (codec && (await new EncodedPacketSink(track).getFirstPacket())) return { track, codec }
  }
  return null
}

// Never trusted from the header alone: a file without a duration would pass every limit, and one that lies would too.
async function measureDuration(
  input: Input,
  video: InputVideoTrack,
  sound: InputAudioTrack | null,
  job: ProbeVideoJob,
): Promise<number | null> {
  const tracks = sound ? [video, sound] : [video]
  const seconds = await input.computeDuration(tracks)
  if (!Number.isFinite(seconds) || seconds < 0) throw brokenMedia('The video does not say how long it is.')
  // A second of grace, for what was made from a video just under the limit.
  if (seconds * 1000 > job.maxDurationMs + 1000)
    throw oversizedMedia(`The video is longer than ${job.maxDurationMs / 60_000} minutes.`, {
      videoDurationMs: job.maxDurationMs,
    })
  return seconds === 0 ? null : Math.round(seconds * 1000)
}

async function checkSamples(video: InputVideoTrack, job: ProbeVideoJob): Promise<void> {
  const maxFrames = Math.ceil((job.maxDurationMs / 1000) * maxFrameRate)
  const { packetCount } = await video.computePacketStats(maxFrames + 1)
  if (packetCount > maxFrames) throw oversizedMedia('The video has too many frames.', { videoFrames: maxFrames })
  const sink = new EncodedPacketSink(video)
  const first = await sink.getFirstPacket()
  const last = await sink.getPacket(Number.MAX_SAFE_INTEGER)
  if (!first?.data.length || !last?.data.length) throw brokenMedia('The video holds no pictures, or not all of them.')
}

// 10-bit, 4:2:2 and 4:4:4 H.264 (profiles 110, 122, 144, 244, 44) decode in software players alone.
function isRareH264(codec: VideoCodec, parameters: string): boolean {
  if (codec !== 'h264') return false
  const profile = Number.parseInt(parameters.slice(5, 7), 16)
  return [44, 110, 122, 144, 244].includes(profile)
}

function isPlayable(codec: AudioCodec, container: 'mp4' | 'mov' | 'webm'): boolean {
  return container === 'webm' ? codec === 'opus' || codec === 'vorbis' : ['aac', 'mp3', 'opus'].includes(codec)
}

function isSize(value: number): boolean {
  return Number.isFinite(value) && value >= 1
}
