import type { Sharp } from 'sharp'

// pHash: the signs of the 8 × 8 lowest frequencies of a picture of 32 × 32 shades, without the average, against their
// median (Christoph Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, 3.2.1;
// phash.org). Scaling, another encoding, brightness and contrast hardly change them.

const side = 32
const lowest = 8

/** Frequencies weaker than this (of shades from 0 to 255) say more about the encoder than about the picture. */
const noise = 4

/** With fewer frequencies above the noise the hash of one empty picture would be that of another. */
const fewestFrequencies = 12

const cosines = Array.from({ length: lowest }, (_, index) =>
  Array.from({ length: side }, (__, at) => Math.cos((Math.PI / side) * (at + 0.5) * (index + 1))),
)

/**
 * The 64-bit perceptual hash of a picture as 16 hexadecimal digits, alike for pictures that look alike; null for one with
 * too little in it to tell it from others, such as a plain colour.
 */
export async function perceptualHash(picture: Sharp): Promise<string | null> {
  const shades = await picture
    .flatten({ background: '#808080' })
    .greyscale()
    .resize(side, side, { fit: 'fill', kernel: 'cubic' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  const frequencies = lowFrequencies(shades)
  if (frequencies.filter((value) => Math.abs(value) > noise).length < fewestFrequencies) return null
  const sorted = frequencies.toSorted((one, other) => one - other)
  const median = (sorted[31]! + sorted[32]!) / 2
  let hash = ''
  for (let at = 0; at < 64; at += 4) {
    let digit = 0
    for (let bit = 0; bit < 4; bit += 1) digit = digit * 2 + (frequencies[at + bit]! > median ? 1 : 0)
    hash += digit.toString(16)
  }
  return hash
}

/** The discrete cosine transform (II, orthonormal) of 32 × 32 shades, at the 64 lowest frequencies that vary both ways. */
function lowFrequencies(shades: Uint8Array): number[] {
  const rows = Array.from({ length: side }, (_, y) =>
    cosines.map((wave) => wave.reduce((sum, weight, x) => sum + weight * shades[y * side + x]!, 0)),
  )
  return cosines.flatMap((wave) =>
    Array.from(
      { length: lowest },
      (_, u) => wave.reduce((sum, weight, y) => sum + weight * rows[y]![u]!, 0) * (2 / side),
    ),
  )
}
