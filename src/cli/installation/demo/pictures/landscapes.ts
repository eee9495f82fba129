import { type Canvas, circle, ellipse, group, line, mix, path, polygon, rect, smooth } from './canvas.ts'
import type { Dice } from './dice.ts'

/** Draws one kind of picture onto an empty canvas. */
export type Scene = (canvas: Canvas, dice: Dice) => void

interface Light {
  sky: readonly string[]
  sun: string
  near: string
  far: string
}

const lights: Record<'dawn' | 'day' | 'dusk' | 'night' | 'winter', Light> = {
  dawn: { sky: ['#f7d9c4', '#f4b6a6', '#fbe8d3'], sun: '#fff3d6', near: '#3d3a5c', far: '#d99a9a' },
  day: { sky: ['#4d9de0', '#9fd3f0', '#e9f5f5'], sun: '#fffbe6', near: '#1f4d3a', far: '#9dc3c1' },
  dusk: { sky: ['#2b2d5b', '#8a4f7d', '#f08a5d', '#f9c784'], sun: '#ffd27d', near: '#1c1b33', far: '#9c5c7c' },
  night: { sky: ['#0b1026', '#1d2b53', '#3a4f82'], sun: '#f2f0dc', near: '#070b17', far: '#2d3f6b' },
  winter: { sky: ['#b9cfe0', '#dfe9ef', '#f7f3ee'], sun: '#ffffff', near: '#3f566b', far: '#b7c9d6' },
}

function pickLight(dice: Dice): Light {
  return lights[dice.pick(['dawn', 'day', 'dusk', 'night', 'winter', 'dusk', 'day'] as const)]
}

function sky(canvas: Canvas, dice: Dice, light: Light): { x: number; y: number; r: number } {
  const { width, height } = canvas
  canvas.draw(rect(0, 0, width, height, canvas.gradient(light.sky)))
  const sun = {
    x: dice.between(0.2, 0.8) * width,
    y: dice.between(0.16, 0.34) * height,
    r: 0.055 * Math.min(width, height) * dice.between(0.8, 1.7),
  }
  if (light === lights.night) stars(canvas, dice, 140)
  canvas.draw(circle(sun.x, sun.y, sun.r * 5, canvas.glow(light.sun, 0.55)), circle(sun.x, sun.y, sun.r, light.sun))
  return sun
}

function stars(canvas: Canvas, dice: Dice, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const opacity = dice.between(0.25, 0.95)
    canvas.draw(
      circle(dice.between(0, canvas.width), dice.between(0, canvas.height * 0.7), dice.between(0.6, 2.2), '#fff', {
        opacity,
      }),
    )
  }
}

function ridge(canvas: Canvas, dice: Dice, base: number, rise: number, fill: string, jagged: boolean): void {
  const steps = jagged ? dice.whole(7, 11) : dice.whole(4, 6)
  const points = Array.from({ length: steps + 1 }, (_, index): [number, number] => [
    (index / steps) * canvas.width,
    base - dice.between(index % 2 ? 0.45 : 0, index % 2 ? 1 : 0.4) * rise,
  ])
  const top = jagged ? polygon(points).replace('Z', '') : smooth(points)
  canvas.draw(path(`${top}L${canvas.width} ${canvas.height}L0 ${canvas.height}Z`, fill))
}

/** Ranges of mountains one behind another, with mist between them, and now and then a lake in front. */
export const mountains: Scene = (canvas, dice) => {
  const light = pickLight(dice)
  const { width, height } = canvas
  sky(canvas, dice, light)
  const ranges = dice.whole(4, 5)
  for (let index = 0; index < ranges; index += 1) {
    const share = index / (ranges - 1)
    const colour = mix(light.far, light.near, share)
    ridge(canvas, dice, height * (0.52 + share * 0.3), height * (0.3 - share * 0.14), colour, index < 2)
    const mist = canvas.gradient([light.sky.at(-1)!, colour], -90)
    canvas.draw(rect(0, height * (0.56 + share * 0.3), width, height * 0.14, mist, { opacity: 0.28 * (1 - share) }))
  }
  if (dice.chance(0.45)) {
    const shore = height * dice.between(0.8, 0.86)
    canvas.draw(
      rect(0, shore, width, height - shore, canvas.gradient([mix(light.sky.at(-1)!, light.near, 0.35), light.near])),
    )
    for (let index = 0; index < 16; index += 1) {
      const y = shore + dice.between(0.04, 0.9) * (height - shore)
      const x = dice.between(0, width)
      canvas.draw(line(`M${x} ${y}h${dice.between(30, 160)}`, light.sun, 2.5, { opacity: dice.between(0.08, 0.3) }))
    }
  } else pines(canvas, dice, height * 0.98, mix(light.near, '#000000', 0.25))
}

function pines(canvas: Canvas, dice: Dice, ground: number, fill: string): void {
  for (let x = -20; x < canvas.width + 20; x += dice.between(14, 46))
    pine(canvas, dice, x, ground + dice.between(0, 30), dice.between(0.1, 0.24) * canvas.height, fill)
}

function pine(canvas: Canvas, dice: Dice, x: number, ground: number, tall: number, fill: string): void {
  const half = tall * dice.between(0.17, 0.24)
  const tiers = [0, 0.24, 0.48].map((from, index) => {
    const top = ground - tall + tall * from
    return polygon([
      [x, top],
      [x + half * (0.5 + index * 0.25), top + tall * 0.46],
      [x - half * (0.5 + index * 0.25), top + tall * 0.46],
    ])
  })
  canvas.draw(path(tiers.join(''), fill))
}

/** Rows of firs that grow paler with distance, in mist. */
export const forest: Scene = (canvas, dice) => {
  const light = pickLight(dice)
  const { width, height } = canvas
  sky(canvas, dice, light)
  for (let row = 0; row < 5; row += 1) {
    const share = row / 4
    const colour = mix(light.far, mix(light.near, '#0f2a1f', 0.35), share)
    const ground = height * (0.56 + share * 0.46)
    for (let x = -40; x < width + 40; x += dice.between(16, 40) * (0.7 + share)) {
      pine(
        canvas,
        dice,
        x,
        ground + dice.between(-12, 12),
        height * (0.16 + share * 0.26) * dice.between(0.75, 1.2),
        colour,
      )
    }
    canvas.draw(rect(0, ground - 14, width, height, colour))
    canvas.draw(
      rect(
        0,
        ground - height * 0.14,
        width,
        height * 0.2,
        canvas.gradient([mix(light.sky.at(-1)!, colour, 0.2), colour]),
        { opacity: 0.16 * (1 - share) },
      ),
    )
  }
  if (dice.chance(0.5)) birds(canvas, dice, light.near)
}

function birds(canvas: Canvas, dice: Dice, colour: string): void {
  const [x, y] = [dice.between(0.15, 0.7) * canvas.width, dice.between(0.12, 0.3) * canvas.height]
  for (let index = 0; index < dice.whole(4, 8); index += 1) {
    const [a, b, s] = [x + dice.between(-120, 120), y + dice.between(-50, 50), dice.between(7, 14)]
    canvas.draw(
      line(
        `M${a - s} ${b - s * 0.4}Q${a - s * 0.4} ${b - s * 0.7} ${a} ${b}Q${a + s * 0.4} ${b - s * 0.7} ${a + s} ${b - s * 0.4}`,
        colour,
        2.4,
      ),
    )
  }
}

/** The sea with the sun on it, and a boat. */
export const sea: Scene = (canvas, dice) => {
  const light = lights[dice.pick(['dawn', 'dusk', 'day', 'dusk', 'night'] as const)]
  const { width, height } = canvas
  const sun = sky(canvas, dice, light)
  const horizon = height * dice.between(0.5, 0.62)
  const deep = mix(light.near, '#0d4a66', 0.45)
  if (dice.chance(0.55)) ridge(canvas, dice, horizon + 4, height * 0.12, mix(light.far, light.near, 0.35), false)
  canvas.draw(rect(0, horizon, width, height - horizon, canvas.gradient([mix(light.sky.at(-1)!, deep, 0.45), deep])))
  for (let index = 0; index < 46; index += 1) {
    const share = index / 46
    const y = horizon + 5 + share ** 1.4 * (height - horizon)
    const reach = (18 + share * 90) * dice.between(0.3, 1)
    const x = sun.x + dice.between(-1, 1) * (16 + share * 80)
    canvas.draw(
      line(`M${x - reach} ${y}h${reach * 2}`, light.sun, 1.6 + share * 3.4, { opacity: dice.between(0.16, 0.6) }),
    )
  }
  const boatX = width * (sun.x > width / 2 ? dice.between(0.16, 0.34) : dice.between(0.66, 0.84))
  const scale = (height / 900) * dice.between(0.8, 1.5)
  canvas.draw(
    group(
      `translate(${boatX} ${horizon + height * 0.06}) scale(${scale})`,
      path('M-62 0Q0 10 62 0L44 26Q0 34 -44 26Z', mix(light.near, '#000000', 0.1)),
      path('M-4 -6L-4 -128L-58 -8Z', '#fdf6e9'),
      path('M4 -6L4 -104Q40 -60 48 -8Z', dice.pick(['#e4572e', '#f2b134', '#3c6e71', '#d1495b'])),
      rect(-2, -132, 4, 134, mix(light.near, '#000000', 0.3)),
    ),
  )
  if (dice.chance(0.6)) birds(canvas, dice, light.near)
}

/** Dunes with long shadows. */
export const desert: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const light: Light = dice.pick([
    { sky: ['#f6d6ad', '#fae8cf', '#fff6e6'], sun: '#ffffff', near: '#b65d2c', far: '#f0b977' },
    { sky: ['#33214f', '#a3466a', '#f58f5c', '#ffd7a1'], sun: '#ffe2ab', near: '#5b2340', far: '#d9795a' },
    { sky: ['#8ec7e8', '#d5ecf3', '#fdf3df'], sun: '#fffdf2', near: '#c98a3f', far: '#f2d49b' },
  ])
  sky(canvas, dice, light)
  for (let index = 0; index < 5; index += 1) {
    const share = index / 4
    const base = height * (0.56 + share * 0.3)
    const crest = dice.between(0.2, 0.8) * width
    const top = base - height * dice.between(0.06, 0.16)
    const colour = mix(light.far, light.near, share * 0.75)
    const ends: [number, number] = [base + dice.between(-20, 30), base + dice.between(-20, 30)]
    canvas.draw(
      path(
        `${smooth([
          [0, ends[0]],
          [crest, top],
          [width, ends[1]],
        ])}L${width} ${height}L0 ${height}Z`,
        colour,
      ),
      path(
        `M${crest} ${top}C${crest + width * 0.06} ${base} ${crest - width * 0.1} ${base + 70} ${crest + width * 0.06} ${height}L${width} ${height}L${width} ${ends[1]}C${(crest + width) / 2} ${ends[1]} ${(crest + width) / 2} ${top} ${crest} ${top}Z`,
        mix(colour, light.near, 0.4),
        { opacity: 0.75 },
      ),
    )
  }
  if (dice.chance(0.5)) {
    for (let index = 0; index < 4; index += 1)
      camel(
        canvas,
        width * (0.28 + index * 0.09),
        height * 0.63,
        (height / 900) * 0.8,
        mix(light.near, '#000000', 0.55),
      )
  }
}

function camel(canvas: Canvas, x: number, y: number, scale: number, fill: string): void {
  canvas.draw(
    group(
      `translate(${x} ${y}) scale(${scale})`,
      path(
        'M-30 0Q-30 -22 -14 -24Q-8 -40 2 -24Q10 -38 18 -22Q28 -20 30 -30L36 -50Q46 -58 56 -50L54 -44L44 -44L38 -14Q32 0 26 2L26 34L21 34L20 4L-18 4L-20 34L-25 34Z',
        fill,
      ),
    ),
  )
}

/** A town by night or in the evening, with lit windows and a moon. */
export const city: Scene = (canvas, dice) => {
  const light = lights[dice.pick(['night', 'dusk', 'night', 'dawn'] as const)]
  const { width, height } = canvas
  sky(canvas, dice, light)
  for (let row = 0; row < 3; row += 1) {
    const share = row / 2
    const wall = mix(light.far, light.near, 0.25 + share * 0.7)
    for (let x = -20; x < width; ) {
      const wide = dice.between(54, 130) * (0.8 + share * 0.5)
      const tall = height * dice.between(0.2, 0.42) * (1.25 - share * 0.5)
      const top = height - tall - height * (0.16 - share * 0.16)
      canvas.draw(rect(x, top, wide, height - top, wall))
      if (dice.chance(0.3)) canvas.draw(rect(x + wide / 2 - 2, top - 40, 4, 40, wall))
      for (let wy = top + 16; wy < height - 20; wy += 26) {
        for (let wx = x + 10; wx < x + wide - 16; wx += 20) {
          if (dice.chance(0.42))
            canvas.draw(
              rect(wx, wy, 9, 13, dice.pick(['#ffd98a', '#ffe9b8', '#f7b267']), {
                opacity: dice.between(0.3, 0.55) + share * 0.4,
              }),
            )
        }
      }
      x += wide + dice.between(-4, 10)
    }
  }
}

/** Northern lights over hills and a hut. */
export const aurora: Scene = (canvas, dice) => {
  const { width, height } = canvas
  canvas.draw(rect(0, 0, width, height, canvas.gradient(['#050a1c', '#0c2340', '#1b4d5c'])))
  stars(canvas, dice, 240)
  const colours = dice.pick([
    ['#5ef2b0', '#39c6a5', '#7b6df0'],
    ['#9df06b', '#4be3a2', '#3aa0d8'],
    ['#f07bd0', '#8f7bf0', '#5ef2c8'],
  ])
  for (const [index, colour] of colours.entries()) {
    const y = height * (0.2 + index * 0.1)
    const wave = Array.from({ length: 6 }, (_, step): [number, number] => [
      (step / 5) * width * 1.1 - width * 0.05,
      y + dice.between(-0.1, 0.1) * height,
    ])
    for (let layer = 0; layer < 14; layer += 1) {
      const lift = layer * height * 0.011
      canvas.draw(
        line(smooth(wave.map(([x, up]) => [x, up - lift])), colour, height * (0.03 + layer * 0.004), {
          opacity: 0.1 - layer * 0.006,
        }),
      )
    }
  }
  ridge(canvas, dice, height * 0.8, height * 0.18, '#0b1c2b', true)
  canvas.draw(rect(0, height * 0.84, width, height * 0.16, canvas.gradient(['#dfeaf2', '#8fa9bf'])))
  pines(canvas, dice, height * 0.86, '#07131d')
  const x = width * dice.between(0.3, 0.65)
  canvas.draw(
    group(
      `translate(${x} ${height * 0.88}) scale(${height / 900})`,
      path('M-70 0L-70 -50L0 -100L70 -50L70 0Z', '#2c1b18'),
      path('M-84 -44L0 -108L84 -44L76 -34L0 -92L-76 -34Z', '#eef4f8'),
      rect(-22, -44, 26, 26, '#ffcf70'),
      rect(24, -44, 22, 44, '#4a2e24'),
    ),
  )
}

/** Hot-air balloons over hills in the morning. */
export const balloons: Scene = (canvas, dice) => {
  const light = dice.chance(0.6) ? lights.dawn : lights.day
  const { width, height } = canvas
  sky(canvas, dice, light)
  ridge(canvas, dice, height * 0.86, height * 0.14, mix(light.far, light.near, 0.3), false)
  ridge(canvas, dice, height * 0.95, height * 0.12, mix(light.far, light.near, 0.65), false)
  const sets = [
    ['#e4572e', '#f7e7ce'],
    ['#3c6e71', '#f2d0a4'],
    ['#d1495b', '#edae49'],
    ['#5f4bb6', '#f3c4d4'],
    ['#2a9d8f', '#f4f1de'],
  ]
  const places = dice.some(
    [
      [0.24, 0.3, 1.25],
      [0.68, 0.22, 0.8],
      [0.5, 0.52, 1],
      [0.83, 0.55, 0.65],
      [0.14, 0.64, 0.5],
      [0.4, 0.16, 0.45],
    ] as const,
    dice.whole(3, 5),
  )
  for (const [x, y, size] of places) {
    const [main, other] = dice.pick(sets) as [string, string]
    const scale = size * (Math.min(width, height) / 620)
    canvas.draw(
      group(
        `translate(${x * width} ${y * height}) scale(${scale})`,
        path('M0 92C-40 60 -72 30 -72 -16A72 72 0 0 1 72 -16C72 30 40 60 0 92Z', main),
        path('M0 92C-22 60 -36 30 -36 -16C-36 -60 -20 -86 0 -88C20 -86 36 -60 36 -16C36 30 22 60 0 92Z', other),
        path('M0 92C-8 60 -12 30 -12 -16C-12 -60 -8 -86 0 -88C8 -86 12 -60 12 -16C12 30 8 60 0 92Z', main),
        line('M-14 88L-11 112M14 88L11 112', '#5b4636', 2),
        rect(-13, 110, 26, 19, '#8a5a3b', { rx: 3 }),
      ),
    )
  }
}

/** A row of painted houses, with a bicycle's worth of sky. */
export const street: Scene = (canvas, dice) => {
  const light = dice.chance(0.7) ? lights.day : lights.dawn
  const { width, height } = canvas
  sky(canvas, dice, light)
  const paints = ['#e07a5f', '#f2cc8f', '#81b29a', '#d7838f', '#6d9dc5', '#f4f1de', '#c98bb9', '#e9c46a']
  const ground = height * 0.9
  let before = ''
  for (let x = -10; x < width; ) {
    const wide = width * dice.between(0.15, 0.23)
    const tall = height * dice.between(0.42, 0.62)
    const paint = dice.pick(paints.filter((colour) => colour !== before))
    before = paint
    const top = ground - tall
    const roof = mix(paint, '#5b2e2e', 0.62)
    canvas.draw(
      rect(x, top, wide, tall, paint),
      dice.chance(0.5)
        ? path(
            polygon([
              [x - 6, top + 4],
              [x + wide / 2, top - wide * 0.36],
              [x + wide + 6, top + 4],
            ]),
            roof,
          )
        : rect(x - 6, top - 14, wide + 12, 20, roof),
    )
    const columns = 2 + (wide > width * 0.2 ? 1 : 0)
    const pane = wide / (columns * 2 + 1)
    for (let floor = 0; floor < 3; floor += 1) {
      for (let column = 0; column < columns; column += 1) {
        const [wx, wy] = [x + pane * (1 + column * 2), top + tall * (0.1 + floor * 0.24)]
        canvas.draw(
          rect(wx - 5, wy - 5, pane + 10, tall * 0.15 + 10, '#fffaf0'),
          rect(wx, wy, pane, tall * 0.15, dice.chance(0.3) ? '#ffd98a' : '#5c7d99'),
          rect(wx + pane / 2 - 2, wy, 4, tall * 0.15, '#fffaf0'),
        )
        if (floor > 0 && dice.chance(0.4)) {
          canvas.draw(rect(wx - 7, wy + tall * 0.15 + 2, pane + 14, 11, '#8d5a3c'))
          for (let leaf = 0; leaf < 6; leaf += 1)
            canvas.draw(
              circle(
                wx + dice.between(-4, pane + 4),
                wy + tall * 0.15 - 1,
                7,
                dice.pick(['#4f8a4b', '#6da55f', '#d64550', '#f2b134']),
              ),
            )
        }
      }
    }
    canvas.draw(
      rect(x + wide / 2 - pane / 2, ground - tall * 0.2, pane, tall * 0.2, mix(roof, '#000000', 0.2), { rx: 4 }),
    )
    x += wide
  }
  canvas.draw(
    rect(0, ground, width, height - ground, '#8f8b86'),
    rect(0, ground, width, 12, '#c9c4bc'),
    ellipse(width * 0.5, height + 10, width * 0.7, height * 0.05, '#7b7772'),
  )
}
