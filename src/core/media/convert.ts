import { access, rm } from 'node:fs/promises'
import { minute, second } from '../../lib/clock.ts'
import { Failure } from '../../lib/errors.ts'
import type { Context } from '../context.ts'
import { appendToLog } from '../log/index.ts'
import { lockMedia, type MediaFacts, type MediaPurpose, mediaById } from './facts.ts'
import { sourcePath } from './incoming.ts'
import { countUsage } from './quota.ts'
import { refuseKnown } from './refuse-known.ts'
import { areaOf, insertFiles, readyFacts, sumOf, withRendered } from './upload.ts'

/** A conversion whose process does not say that it lives is taken over after so long. */
const leaseMs = 20 * second
const beatMs = 5 * second

/** A conversion that was begun so often and never ended is not begun again: something in it kills the server. */
const maxTries = 4

interface Claimed {
  id: string
  ownerId: string
  purpose: MediaPurpose
  source: string
  facts: string
  tries: number
}

/** Somebody else has taken the conversion over, or the item is gone. */
class Superseded extends Error {}

/**
 * Converts the video that waits longest, if its source lies on this machine; answers whether there was one. Its owner's
 * log says `media.ready` or `media.failed`. When the server stops in the middle it is begun again, here or at the next
 * start.
 */
export async function convertNext(context: Context, converter: string, signal: AbortSignal): Promise<boolean> {
  const claimed = await claimOne(context, converter)
  if (claimed === undefined) return false
  const beat = setInterval(() => {
    beatOnce(context, claimed.id, converter).catch((error: unknown) => {
      context.log.warn({ err: error, mediaId: claimed.id }, 'a conversion could not say that it lives')
    })
  }, beatMs)
  try {
    await convert(context, claimed, converter)
  } catch (error) {
    if (!(error instanceof Superseded)) await settleFailure(context, claimed, converter, error, signal)
  } finally {
    clearInterval(beat)
  }
  return true
}

async function claimOne(context: Context, converter: string): Promise<Claimed | undefined> {
  const free = `state = 'processing' AND (converting_until IS NULL OR converting_until < $1)`
  const waiting = await context.db.read.all<{ id: string; source: string }>(
    `SELECT id, source FROM media WHERE ${free} ORDER BY created_at LIMIT 20`,
    [context.now()],
  )
  for (const { id, source } of waiting) {
    if (!(await exists(sourcePath(context, source)))) continue
    const claimed = await context.db.transaction((unit) =>
      unit.get<Claimed>(
        `UPDATE media SET converter = $2, converting_until = $3, tries = tries + 1 WHERE id = $4 AND ${free}
         RETURNING id, owner_id, purpose, source, facts, tries`,
        [context.now(), converter, context.now() + leaseMs, id],
      ),
    )
    if (claimed !== undefined) return claimed
  }
  return undefined
}

async function beatOnce(context: Context, id: string, converter: string): Promise<void> {
  await context.db.transaction((unit) =>
    unit.run(`UPDATE media SET converting_until = $3 WHERE id = $1 AND converter = $2 AND state = 'processing'`, [
      id,
      converter,
      context.now() + leaseMs,
    ]),
  )
}

async function convert(context: Context, claimed: Claimed, converter: string): Promise<void> {
  const { id, ownerId } = claimed
  const path = sourcePath(context, claimed.source)
  if (claimed.tries > maxTries) throw new Failure('invalid', 'media_invalid', 'The video could not be converted.')
  const inspection = await context.clients.mediaTools.inspect(path)
  await withRendered(context, areaOf(claimed.purpose), inspection, async (rendered, files) => {
    await refuseKnown(context, ownerId, rendered, files)
    await context.write(async (unit) => {
      await lockMedia(unit, id)
      const before = await unit.get<{ bytes: number; facts: string }>(
        `SELECT bytes, facts FROM media WHERE id = $1 AND converter = $2 AND state = 'processing'`,
        [id, converter],
      )
      if (before === undefined) throw new Superseded()
      // It may have been described meanwhile.
      const { alt } = JSON.parse(before.facts) as MediaFacts
      const bytes = sumOf(files)
      await unit.run(
        `UPDATE media SET state = 'ready', facts = $2, bytes = $3, perceptual_hashes = $4, source = NULL, converter = NULL,
           converting_until = NULL WHERE id = $1`,
        [id, JSON.stringify(readyFacts(rendered, alt)), bytes, rendered.perceptualHashes.join(' ')],
      )
      await insertFiles(unit, id, files)
      await countUsage(unit, context, ownerId, { files: 0, bytes: bytes - before.bytes })
      await appendToLog(unit, context, [{ userId: ownerId, type: 'media.ready', subjectId: id }])
    })
  })
  await rm(path, { force: true })
}

async function settleFailure(
  context: Context,
  claimed: Claimed,
  converter: string,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  const isOurs = !(error instanceof Failure) || error.kind === 'unavailable' || error.kind === 'storage_full'
  if (signal.aborted || (isOurs && claimed.tries < maxTries)) {
    if (!signal.aborted) context.log.warn({ err: error, mediaId: claimed.id }, 'a conversion failed; it is tried again')
    await postpone(context, claimed.id, converter, signal.aborted ? 0 : minute)
    return
  }
  context.log.info({ mediaId: claimed.id, code: (error as { code?: unknown }).code }, 'a video could not be converted')
  await markFailed(context, claimed, converter, problemOf(error))
  await rm(sourcePath(context, claimed.source), { force: true })
}

async function postpone(context: Context, id: string, converter: string, forMs: number): Promise<void> {
  // A stop is nobody's fault: it does not count as a try.
  const tries = forMs === 0 ? 'tries - 1' : 'tries'
  await context.db.transaction((unit) =>
    unit.run(
      `UPDATE media SET converter = NULL, converting_until = $3, tries = ${tries} WHERE id = $1 AND converter = $2`,
      [id, converter, forMs === 0 ? null : context.now() + forMs],
    ),
  )
}

async function markFailed(
  context: Context,
  { id, ownerId }: Claimed,
  converter: string,
  problem: MediaFacts['problem'],
): Promise<void> {
  await context.write(async (unit) => {
    await lockMedia(unit, id)
    const row = await unit.row(mediaById, [id])
    if (row === undefined) return
    const facts: MediaFacts = { ...(JSON.parse(row.facts) as MediaFacts), state: 'failed', problem }
    const changed = await unit.get<{ bytes: number }>(
      `UPDATE media SET state = 'failed', facts = $3, source = NULL, converter = NULL, converting_until = NULL
       WHERE id = $1 AND converter = $2 AND state = 'processing' RETURNING bytes`,
      [id, converter, JSON.stringify(facts)],
    )
    if (changed === undefined) return
    await unit.run('UPDATE media SET bytes = 0 WHERE id = $1', [id])
    await countUsage(unit, context, ownerId, { files: 0, bytes: -changed.bytes })
    await appendToLog(unit, context, [{ userId: ownerId, type: 'media.failed', subjectId: id }])
  })
}

function problemOf(error: unknown): { code: string; detail: string } {
  if (error instanceof Failure) return { code: error.code, detail: error.message.slice(0, 500) }
  return { code: 'media_invalid', detail: 'The video could not be converted.' }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
