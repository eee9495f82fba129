import type { Context } from '../context.ts'

/** What a person keeps, as counted, beside what their items come to. */
export interface RecountedUsage {
  userId: string
  was: { files: number; bytes: number }
  is: { files: number; bytes: number }
}

interface Row {
  ownerId: string
  files: number
  bytes: number
  filesNow: number
  bytesNow: number
}

const batch = 200

const now = {
  files: '(SELECT count(*) FROM media m WHERE m.owner_id = media_usage.owner_id)',
  bytes: '(SELECT coalesce(sum(m.bytes), 0) FROM media m WHERE m.owner_id = media_usage.owner_id)',
}

/** Adds up what everybody keeps anew and answers what differed; with `repair` it is put right. */
export async function recountUsage(context: Context, options: { repair: boolean }): Promise<RecountedUsage[]> {
  const wrong: RecountedUsage[] = []
  for (let after = ''; ; ) {
    const rows = await context.db.read.all<Row>(
      `SELECT owner_id, files, bytes, ${now.files} AS files_now, ${now.bytes} AS bytes_now
       FROM media_usage WHERE owner_id > $1 ORDER BY owner_id LIMIT ${batch}`,
      [after],
    )
    for (const { ownerId, files, bytes, filesNow, bytesNow } of rows) {
      const is = { files: filesNow, bytes: Number(bytesNow) }
      if (files === is.files && bytes === is.bytes) continue
      wrong.push({ userId: ownerId, was: { files, bytes }, is })
      if (options.repair) await repair(context, ownerId)
    }
    if (rows.length < batch) return wrong
    after = rows.at(-1)!.ownerId
  }
}

function repair(context: Context, ownerId: string): Promise<void> {
  return context.write(async (unit) => {
    if (unit.dialect === 'postgres') {
      await unit.get('SELECT owner_id FROM media_usage WHERE owner_id = $1 FOR UPDATE', [ownerId])
    }
    await unit.run(`UPDATE media_usage SET files = ${now.files}, bytes = ${now.bytes} WHERE owner_id = $1`, [ownerId])
  })
}
