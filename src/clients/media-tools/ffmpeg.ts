import { convertedVideoSide } from './limits.ts'
import type { VideoInspection } from './types.ts'

// The decoders that may run: those of the accepted codecs, by all the names under which ffmpeg may have them.
const decoders = [
  'h264',
  'hevc',
  'vp9',
  'libvpx-vp9',
  'av1',
  'libdav1d',
  'libaom-av1',
  'aac',
  'mp3',
  'mp3float',
  'opus',
  'libopus',
  'vorbis',
  'libvorbis',
  'pcm_s16le',
  'pcm_s16be',
  'pcm_s24le',
  'pcm_s24be',
  'pcm_s32le',
  'pcm_s32be',
  'pcm_f32le',
  'pcm_f32be',
  'pcm_u8',
  'pcm_mulaw',
  'pcm_alaw',
]

interface FfmpegJob {
  input: string
  output: string
  video: VideoInspection
}

/**
 * What every call says: read from no terminal, open nothing but files, and use the demuxer that our own look at the
 * bytes chose, so that a playlist or a script that poses as a video is never followed.
 */
function reading(job: FfmpegJob, seekSeconds = 0): string[] {
  const demuxer = job.video.format === 'webm' ? 'matroska' : 'mov'
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-y'],
    ...['-threads', '2', '-protocol_whitelist', 'file', '-format_whitelist', demuxerFamily(demuxer)],
    ...['-codec_whitelist', decoders.join(',')],
    ...(seekSeconds > 0 ? ['-ss', String(seekSeconds)] : []),
    ...['-f', demuxer, '-i', `file:${job.input}`],
  ]
}

function demuxerFamily(demuxer: string): string {
  return demuxer === 'mov' ? 'mov,mp4,m4a,3gp,3g2,mj2' : 'matroska,webm'
}

/** Arguments that write one upright frame, in ordinary colours and square pixels, as a PNG at most `side` pixels long. */
export function posterArguments(job: FfmpegJob & { seekSeconds: number; side: number; canToneMap: boolean }): string[] {
  const filters = [`scale=w='iw*sar':h=ih`, 'setsar=1', fitInside(job.side, 1)]
  if (job.video.isHdr && job.canToneMap) filters.push(toneMap)
  return [
    ...reading(job, job.seekSeconds),
    ...['-map', `0:V:${job.video.videoTrack}`, '-an', '-sn', '-dn', '-map_metadata', '-1'],
    ...['-frames:v', '1', '-vf', filters.join(','), '-pix_fmt', 'rgb24'],
    ...['-c:v', 'png', '-compression_level', '1', '-f', 'image2', '-update', '1', `file:${job.output}`],
  ]
}

/**
 * Arguments that write the video to be served: the chosen tracks alone, without tags, chapters or covers, index in
 * front. What phones play is copied; the rest becomes H.264 and AAC.
 */
export function videoArguments(
  job: FfmpegJob & { maxBytes: number; maxDurationMs: number; threads: number; canToneMap: boolean },
): string[] {
  const { video } = job
  return [
    ...reading(job),
    ...['-map', `0:V:${video.videoTrack}`, ...(video.audioTrack === null ? [] : ['-map', `0:a:${video.audioTrack}`])],
    ...['-map_metadata', '-1', '-map_metadata:s', '-1', '-map_chapters', '-1', '-sn', '-dn'],
    ...(video.convertVideo ? convertedPicture(job) : ['-c:v', 'copy']),
    ...(video.convertAudio ? ['-c:a', 'aac', '-b:a', '128k', '-ac', '2'] : ['-c:a', 'copy']),
    ...['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
    ...['-t', String(job.maxDurationMs / 1000 + 1), '-fs', String(job.maxBytes)],
    ...(servedContainer(video) === 'webm' ? ['-f', 'webm'] : ['-movflags', '+faststart', '-f', 'mp4']),
    `file:${job.output}`,
  ]
}

/** The container in which a video is served: WebM stays WebM unless its picture is converted. */
export function servedContainer(video: VideoInspection): 'mp4' | 'webm' {
  return video.format === 'webm' && !video.convertVideo && !video.convertAudio ? 'webm' : 'mp4'
}

function convertedPicture(job: { video: VideoInspection; threads: number; canToneMap: boolean }): string[] {
  const filters = [fitInside(convertedVideoSide, 2), job.video.isHdr && job.canToneMap ? toneMap : 'format=yuv420p']
  return [
    ...['-vf', filters.join(','), '-fpsmax', '60', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '23'],
    ...['-maxrate', '8M', '-bufsize', '16M', '-profile:v', 'high', '-pix_fmt', 'yuv420p', '-threads', `${job.threads}`],
  ]
}

function fitInside(side: number, divisible: number): string {
  const box = `w='min(${side},iw)':h='min(${side},ih)'`
  return `scale=${box}:force_original_aspect_ratio=decrease:force_divisible_by=${divisible}`
}

// Brings bright colours (HLG, PQ) into the range of ordinary screens, which would show them grey otherwise.
const toneMap = [
  'zscale=t=linear:npl=100',
  'format=gbrpf32le',
  'zscale=p=bt709',
  'tonemap=tonemap=hable:desat=0',
  'zscale=t=bt709:m=bt709:r=tv',
  'format=yuv420p',
].join(',')
