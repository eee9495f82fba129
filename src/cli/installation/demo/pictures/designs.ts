import { circle, line, mix, path, polygon, rect, smooth } from './canvas.ts'
import type { Scene } from './landscapes.ts'

const palettes = [
  ['#264653', '#2a9d8f', '#e9c46a', '#f4a261', '#e76f51'],
  ['#f4f1de', '#e07a5f', '#3d405b', '#81b29a', '#f2cc8f'],
  ['#0b132b', '#1c2541', '#5bc0be', '#f5f749', '#f25f5c'],
  ['#fdf0d5', '#c1121f', '#003049', '#669bbc', '#780000'],
  ['#fff8f0', '#9e2b25', '#51355a', '#f6ae2d', '#2a7f62'],
  ['#edf6f9', '#006d77', '#83c5be', '#ffddd2', '#e29578'],
] as const

/** Large plain shapes on a grid, as on an old poster. */
export const poster: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const colours = dice.pick(palettes)
  canvas.draw(rect(0, 0, width, height, colours[0]))
  const columns = width >= height ? 4 : 3
  const side = width / columns
  for (let row = 0; row * side < height; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const [x, y] = [column * side, row * side]
      const [one, other] = dice.some(colours, 2) as [string, string]
      canvas.draw(rect(x, y, side + 1, side + 1, one))
      const turn = { transform: `rotate(${dice.pick([0, 90, 180, 270])} ${x + side / 2} ${y + side / 2})` }
      const shape = dice.whole(0, 6)
      if (shape === 0) canvas.draw(circle(x + side / 2, y + side / 2, side * 0.36, other))
      if (shape === 1)
        canvas.draw(path(`M${x} ${y}A${side} ${side} 0 0 1 ${x + side} ${y + side}L${x} ${y + side}Z`, other, turn))
      if (shape === 2)
        canvas.draw(
          path(`M${x} ${y + side / 2}A${side / 2} ${side / 2} 0 0 1 ${x + side} ${y + side / 2}Z`, other, turn),
        )
      if (shape === 3)
        canvas.draw(
          path(
            polygon([
              [x, y],
              [x + side, y],
              [x, y + side],
            ]),
            other,
            turn,
          ),
        )
      if (shape === 4)
        for (let bar = 0; bar < 4; bar += 1) canvas.draw(rect(x, y + bar * (side / 4), side, side / 8, other, turn))
      if (shape === 5)
        for (let ring = 4; ring > 0; ring -= 1)
          canvas.draw(circle(x + side / 2, y + side / 2, (side / 2) * (ring / 4.4), ring % 2 ? one : other))
      if (shape === 6)
        for (let dot = 0; dot < 9; dot += 1)
          canvas.draw(
            circle(
              x + side * (0.2 + 0.3 * (dot % 3)),
              y + side * (0.2 + 0.3 * Math.floor(dot / 3)),
              side * 0.08,
              other,
            ),
          )
    }
  }
}

/** Waves of colour, one over another. */
export const waves: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const colours = dice.pick(palettes)
  canvas.draw(rect(0, 0, width, height, canvas.gradient([colours[2], mix(colours[2], colours[0], 0.6)], 60)))
  const bands = 9
  for (let band = 0; band < bands; band += 1) {
    const y = height * (0.1 + (band / bands) * 0.95)
    const points = Array.from({ length: 6 }, (_, step): [number, number] => [
      (step / 5) * width,
      y + dice.between(-0.07, 0.07) * height,
    ])
    const colour = mix(colours[band % colours.length]!, colours[(band + 1) % colours.length]!, dice.between(0, 0.6))
    canvas.draw(path(`${smooth(points)}L${width} ${height}L0 ${height}Z`, colour, { opacity: 0.88 }))
  }
}

/** Soft lights that run into one another. */
export const lights: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const colours = dice.pick(palettes)
  canvas.draw(rect(0, 0, width, height, mix(dice.pick(colours), '#12101f', 0.82)))
  for (let index = 0; index < 14; index += 1) {
    canvas.draw(
      circle(
        dice.between(0, width),
        dice.between(0, height),
        Math.max(width, height) * dice.between(0.12, 0.42),
        canvas.glow(dice.pick(colours), 0.75),
      ),
    )
  }
  for (let index = 0; index < 40; index += 1) {
    canvas.draw(
      circle(dice.between(0, width), dice.between(0, height), dice.between(3, 26), '#ffffff', {
        opacity: dice.between(0.03, 0.2),
      }),
    )
  }
}

/** A chart that somebody is proud of: bars, a line, or a ring. No words, so that it needs no font. */
export const chart: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const isDark = dice.chance(0.4)
  const paper = isDark ? '#161b26' : '#fbfaf6'
  const ink = isDark ? '#e8ecf4' : '#2b2f3a'
  const colours = dice
    .pick(palettes)
    .filter((colour) => colour !== '#f4f1de' && colour !== '#fdf0d5' && colour !== '#fff8f0' && colour !== '#edf6f9')
  canvas.draw(rect(0, 0, width, height, paper))
  const box = { x: width * 0.12, y: height * 0.2, w: width * 0.76, h: height * 0.6 }
  canvas.draw(
    rect(box.x, height * 0.08, box.w * 0.5, height * 0.03, ink, { rx: 8, opacity: 0.85 }),
    rect(box.x, height * 0.13, box.w * 0.3, height * 0.018, ink, { rx: 6, opacity: 0.35 }),
  )
  const kind = dice.pick(['bars', 'line', 'ring', 'bars', 'line'] as const)
  if (kind === 'ring') {
    const [x, y, r] = [width / 2, height * 0.54, Math.min(width, height) * 0.27]
    let from = -Math.PI / 2
    const shares = dice.some([0.34, 0.26, 0.18, 0.12, 0.1], 5)
    for (const [index, share] of shares.entries()) {
      const to = from + share * Math.PI * 2
      const arc = `M${x + Math.cos(from) * r} ${y + Math.sin(from) * r}A${r} ${r} 0 ${share > 0.5 ? 1 : 0} 1 ${x + Math.cos(to - 0.03) * r} ${y + Math.sin(to - 0.03) * r}`
      canvas.draw(line(arc, colours[index % colours.length]!, r * 0.42, { strokeLinecap: 'butt' }))
      from = to
    }
    return
  }
  for (let step = 0; step <= 4; step += 1)
    canvas.draw(rect(box.x, box.y + (box.h * step) / 4, box.w, 2, ink, { opacity: 0.14 }))
  const count = dice.whole(8, 12)
  let value = dice.between(0.2, 0.4)
  const values = Array.from({ length: count }, () => {
    value = Math.min(0.97, Math.max(0.08, value + dice.between(-0.1, 0.18)))
    return value
  })
  const colour = dice.pick(colours)
  if (kind === 'bars') {
    for (const [index, share] of values.entries()) {
      const wide = box.w / count
      const isBest = share === Math.max(...values)
      canvas.draw(
        rect(
          box.x + index * wide + wide * 0.16,
          box.y + box.h * (1 - share),
          wide * 0.68,
          box.h * share,
          isBest ? (colours[1] ?? colour) : colour,
          { rx: 6, opacity: isBest ? 1 : 0.75 },
        ),
      )
    }
    return
  }
  const points = values.map((share, index): [number, number] => [
    box.x + (index / (count - 1)) * box.w,
    box.y + box.h * (1 - share),
  ])
  canvas.draw(
    path(
      `${smooth(points)}L${box.x + box.w} ${box.y + box.h}L${box.x} ${box.y + box.h}Z`,
      canvas.gradient([colour, paper]),
      { opacity: 0.45 },
    ),
    line(smooth(points), colour, Math.max(6, width / 150)),
    ...points.map(([x, y]) =>
      circle(x, y, Math.max(8, width / 110), paper, { stroke: colour, strokeWidth: Math.max(4, width / 240) }),
    ),
  )
}
