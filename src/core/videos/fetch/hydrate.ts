import { placeholders } from '../../../db/sql.ts'
import { type Find, type IngestCounts, ingestVideos, type Origin } from '../ingest/ingest-videos.ts'
import { ask, type YoutubeWork } from '../work.ts'

/** A video that some list names, of which nothing more is known yet. */
export interface Candidate {
  id: string
  origin: Origin
  position: number
}

/** As many ids as one call takes, at the same price as one. */
export const idsPerCall = 50

/** Those candidates that are neither stored nor refused of late, each once. */
export async function unknownOnly(on: YoutubeWork, candidates: readonly Candidate[]): Promise<Candidate[]> {
  const once = [...new Map(candidates.map((candidate) => [candidate.id, candidate])).values()]
  const left: Candidate[] = []
  for (let start = 0; start < once.length; start += idsPerCall) {
    const some = once.slice(start, start + idsPerCall)
    const list = placeholders(some.length)
    const rows = await on.context.db.read.all<{ youtubeId: string }>(
      `SELECT youtube_id FROM videos WHERE youtube_id IN (${list})
       UNION ALL SELECT youtube_id FROM video_rejects WHERE youtube_id IN (${list}) AND again_at > $${some.length + 1}`,
      [...some.map(({ id }) => id), on.context.now()],
    )
    const known = new Set(rows.map(({ youtubeId }) => youtubeId))
    left.push(...some.filter(({ id }) => !known.has(id)))
  }
  return left
}

/** Fetches candidates whole, fifty a unit, and takes them into the feeds. */
export async function hydrate(on: YoutubeWork, candidates: readonly Candidate[]): Promise<IngestCounts['accepted']> {
  const { context, youtube, report, signal } = on
  const accepted: IngestCounts['accepted'] = []
  for (let start = 0; start < candidates.length; start += idsPerCall) {
    const some = new Map(candidates.slice(start, start + idsPerCall).map((candidate) => [candidate.id, candidate]))
    const asked = await ask(on, () => youtube.listVideos({ ids: [...some.keys()], signal }))
    if (asked.kind === 'over') break
    if (asked.kind !== 'value') continue
    const finds = asked.value.items.flatMap((video): Find[] => {
      const candidate = some.get(video.id)
      return candidate === undefined ? [] : [{ video, origin: candidate.origin, position: candidate.position }]
    })
    const counts = await ingestVideos(context, youtube, finds)
    report.count('read', finds.length)
    report.count('new', counts.added)
    accepted.push(...counts.accepted)
  }
  return accepted
}
