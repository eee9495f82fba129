import { type FileHandle, open } from 'node:fs/promises'
import { CustomSource, Input, MP4, QTFF, WEBM } from 'mediabunny'

/**
 * Opens a video for reading its tables and hands it to `use`; the file is closed whatever happens. Only the readers of
 * the accepted containers exist in it, so that a playlist stays bytes.
 */
export async function withVideo<T>(path: string, use: (input: Input, file: FileHandle) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const source = new CustomSource({
      getSize: () => size,
      read: (start, end) => readRange(file, start, end),
      maxCacheSize: 16 * 1024 * 1024,
      prefetchProfile: 'fileSystem',
      handleUnhandledError: () => {},
    })
    const input = new Input({ source, formats: [MP4, QTFF, WEBM] })
    try {
      return await use(input, file)
    } finally {
      input.dispose()
    }
  } finally {
    await file.close()
  }
}

async function readRange(file: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(end - start)
  const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
  return bytes.subarray(0, bytesRead)
}
