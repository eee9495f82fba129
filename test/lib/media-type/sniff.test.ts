import { readFile } from 'node:fs/promises'
import { expect } from 'chai'
import { mediaMimeTypes, sniffLength, sniffMedia } from '../../../src/lib/media-type/index.ts'

const corpus = new URL('../../fixtures/media-corpus/', import.meta.url)

describe('sniffMedia', () => {
  const files: [file: string, found: string, accepted: boolean][] = [
    ['images/orient-Landscape_3.jpg', 'image/jpeg', true],
    ['images/pngsuite-basn6a16.png', 'image/png', true],
    ['images/sharp-animated-loop-3.gif', 'image/gif', true],
    ['images/sharp-animated-loop-3.webp', 'image/webp', true],
    ['generated/still.avif', 'image/avif', true],
    ['generated/still.heic', 'image/heic', true],
    ['generated/gps.mov', 'video/quicktime', true],
    ['generated/gps.mp4', 'video/mp4', true],
    ['generated/vp9.webm', 'video/webm', true],
    ['videos/mp4parse-amr_nb_1f.3gp', 'video/3gpp', false],
    ['images/mp4parse-loop_forever.avif', 'image/avif-sequence', false],
    ['images/sharp-relax_tileparts.jp2', 'image/jp2', false],
    ['images/sharp-check.svg', 'image/svg+xml', false],
    ['images/sharp-struct-image-04-t.svg', 'image/svg+xml', false],
    ['generated/svg-named.png', 'image/svg+xml', false],
    ['generated/html-named.jpg', 'text/html', false],
    ['generated/zipbomb.png', 'application/zip', false],
    ['generated/hls-named.mp4', 'application/vnd.apple.mpegurl', false],
    ['generated/empty.jpg', 'application/x-empty', false],
  ]
  for (const [file, found, accepted] of files)
    it(`finds ${found} in ${file}`, async () => {
      const bytes = await readFile(new URL(file, corpus))

      const sniffed = sniffMedia(bytes.subarray(0, sniffLength))

      expect(sniffed.found).to.equal(found)
      expect(sniffed.format !== null).to.equal(accepted)
    })

  const texts: [bytes: string | number[], found: string][] = [
    ['II*\0aaaa', 'image/tiff'],
    ['BM000000', 'image/bmp'],
    ['%PDF-1.7 and more', 'application/pdf'],
    ['  \n<?xml version="1.0"?><!-- a comment --><svg onload="x">', 'image/svg+xml'],
    ['\ufeff<!DOCTYPE html><p>', 'text/html'],
    ['ffconcat version 1.0\nfile /etc/passwd', 'text/x-ffconcat'],
    ['<?xml version="1.0"?><MPD></MPD>', 'application/dash+xml'],
    ['just words, many words', 'text/plain'],
    [[0x1a, 0x45, 0xdf, 0xa3, 0x8b, 0x42, 0x82, 0x88, ...Buffer.from('matroska')], 'video/x-matroska'],
    [[0xff, 0xfe, ...Buffer.from('<svg x="long enough">', 'utf16le')], 'image/svg+xml'],
    [[1, 2, 3], 'application/octet-stream'],
    [[0xff], 'application/octet-stream'],
  ]
  for (const [bytes, found] of texts)
    it(`refuses ${found}, and names it`, () => {
      const sniffed = sniffMedia(Buffer.from(bytes as string))

      expect(sniffed).to.deep.equal({ found, format: null })
    })

  it('recognises QuickTime files from before the ftyp box', () => {
    const bytes = Buffer.alloc(32)
    bytes.writeUInt32BE(24, 0)
    bytes.write('moov', 4)

    expect(sniffMedia(bytes)).to.deep.equal({ found: 'video/quicktime', format: 'mov' })
  })

  it('names no refused kind among the accepted ones', () => {
    expect(mediaMimeTypes).to.include('image/heic').and.not.include('image/svg+xml')
  })
})
