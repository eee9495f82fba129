import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

// send-photos.ts URL TOKEN FOLDER COUNT: uploads the photos of a folder, all at once.

const [url = '', token = '', folder = '', count = ''] = process.argv.slice(2)

const answers = await Promise.all(
  Array.from({ length: Number(count) }, async (_, index) => {
    const form = new FormData()
    form.append('purpose', 'post')
    form.append('file', new Blob([new Uint8Array(await readFile(join(folder, `${index}.jpg`)))]), 'photo.jpg')
    const headers = { Authorization: `Bearer ${token}` }
    return (await fetch(`${url}/api/v1/media`, { method: 'POST', headers, body: form })).status
  }),
)
if (answers.some((status) => status !== 201)) throw new Error(`uploads were answered with ${answers.join(', ')}`)
