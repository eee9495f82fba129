import { type Canvas, circle, ellipse, group, line, mix, path, rect } from './canvas.ts'
import type { Dice } from './dice.ts'
import type { Scene } from './landscapes.ts'

const walls = [
  ['#f3e9dc', '#e8d5b7'],
  ['#dfe7e3', '#b8cbbf'],
  ['#f6d7d0', '#e9b7ac'],
  ['#d6e2ef', '#a9c1d9'],
  ['#efe3f3', '#cdb7d8'],
  ['#34424f', '#1f2a35'],
] as const
const boards = ['#b0794b', '#8a5a3b', '#d8b48a', '#5f4534', '#e9e2d6'] as const

function room(canvas: Canvas, dice: Dice, table: number): string {
  const { width, height } = canvas
  canvas.draw(rect(0, 0, width, height, canvas.gradient(dice.pick(walls))))
  if (dice.chance(0.5))
    canvas.draw(circle(width * dice.between(0.15, 0.85), height * 0.1, width * 0.55, canvas.glow('#ffffff', 0.4)))
  const board = dice.pick(boards)
  canvas.draw(
    rect(0, table, width, height - table, canvas.gradient([mix(board, '#ffffff', 0.12), mix(board, '#000000', 0.18)])),
    rect(0, table, width, 5, mix(board, '#ffffff', 0.35)),
  )
  return board
}

function shadow(canvas: Canvas, x: number, y: number, reach: number): void {
  canvas.draw(ellipse(x + reach * 0.12, y, reach, reach * 0.16, canvas.glow('#1a120b', 0.5)))
}

/** A bowl of fruit, a jug and what light does with them. */
export const stillLife: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const table = height * 0.66
  room(canvas, dice, table)
  const scale = Math.min(width, height) / 760
  const jugX = width * (dice.chance(0.5) ? 0.27 : 0.73)
  const bowlX = width - jugX
  const glaze = dice.pick(['#2f6690', '#81b29a', '#e07a5f', '#f4f1de', '#3d405b', '#c8553d'])
  shadow(canvas, jugX, table + 96 * scale, 150 * scale)
  canvas.draw(
    group(
      `translate(${jugX} ${table + 92 * scale}) scale(${scale})`,
      path(
        'M-46 -330C-40 -250 -108 -230 -108 -110C-108 -30 -70 0 0 0C70 0 108 -30 108 -110C108 -230 40 -250 46 -330Z',
        canvas.gradient([mix(glaze, '#ffffff', 0.25), glaze, mix(glaze, '#000000', 0.35)], 10),
      ),
      ellipse(0, -330, 47, 12, mix(glaze, '#000000', 0.4)),
      line('M-62 -210C-96 -170 -96 -80 -74 -50', '#ffffff', 10, { opacity: 0.3 }),
      ...branch(dice),
    ),
  )
  shadow(canvas, bowlX, table + 130 * scale, 190 * scale)
  const fruits = Array.from({ length: dice.whole(4, 6) }, (_, index) => {
    const colour = dice.pick(['#d64933', '#e9a23b', '#f4d35e', '#7cae4a', '#a63446', '#ef8354'])
    const [x, y, r] = [-100 + index * 44 + dice.between(-8, 8), -112 - (index % 2) * 36, dice.between(46, 58)]
    return [
      circle(x, y, r, canvas.gradient([mix(colour, '#ffffff', 0.3), colour, mix(colour, '#000000', 0.3)], 50)),
      line(`M${x} ${y - r + 4}q4 -14 12 -18`, '#5b3a1e', 5),
      ellipse(x - r * 0.36, y - r * 0.36, r * 0.2, r * 0.12, '#ffffff', {
        opacity: 0.55,
        transform: `rotate(-35 ${x - r * 0.36} ${y - r * 0.36})`,
      }),
    ].join('')
  })
  const clay = dice.pick(['#e8e1d5', '#6b8f9c', '#c27d5b', '#44546a'])
  canvas.draw(
    group(
      `translate(${bowlX} ${table + 126 * scale}) scale(${scale})`,
      ...fruits,
      path(
        'M-180 -104C-170 -20 -90 0 0 0C90 0 170 -20 180 -104Z',
        canvas.gradient([mix(clay, '#ffffff', 0.25), mix(clay, '#000000', 0.3)], 60),
      ),
      ellipse(0, -104, 180, 15, mix(clay, '#ffffff', 0.2), { opacity: 0.9 }),
    ),
  )
}

function branch(dice: Dice): string[] {
  const leaves: string[] = []
  for (const side of [-1, 1, 0.2]) {
    const [x, y] = [side * dice.between(90, 140), -330 - dice.between(110, 190)]
    leaves.push(line(`M0 -326Q${x * 0.2} ${y + 60} ${x} ${y}`, '#57723f', 6))
    for (let step = 0.25; step <= 1; step += 0.15) {
      const [a, b] = [x * step * step * 0.6 + x * step * 0.4, -326 + (y + 326) * step]
      const turn = side * 40 + (Math.round(step * 100) % 2 ? 60 : -50)
      leaves.push(
        ellipse(a, b, 26, 10, dice.pick(['#6f9156', '#86a86a', '#587a44']), { transform: `rotate(${turn} ${a} ${b})` }),
      )
    }
  }
  return leaves
}

/** A cup of coffee from above, with a pattern in the milk. */
export const coffee: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const board = dice.pick(boards)
  canvas.draw(rect(0, 0, width, height, canvas.gradient([mix(board, '#ffffff', 0.15), mix(board, '#000000', 0.1)], 30)))
  for (let y = height * 0.12; y < height; y += height * 0.2)
    canvas.draw(rect(0, y, width, 3, mix(board, '#000000', 0.3), { opacity: 0.5 }))
  const [x, y] = [width * dice.between(0.42, 0.58), height * dice.between(0.44, 0.56)]
  const r = Math.min(width, height) * 0.27
  const cup = dice.pick(['#fdfaf5', '#3d5a6c', '#d9826b', '#87a08b', '#f1d9a8'])
  canvas.draw(
    circle(x + r * 0.14, y + r * 0.2, r * 1.75, canvas.glow('#000000', 0.45)),
    circle(x, y, r * 1.45, mix(cup, '#ffffff', 0.35)),
    circle(x, y, r * 1.22, mix(cup, '#000000', 0.06)),
    rect(x + r * 0.8, y - r * 0.14, r * 0.75, r * 0.28, cup, {
      rx: r * 0.14,
      transform: `rotate(${dice.whole(-60, 40)} ${x} ${y})`,
    }),
    circle(x, y, r, cup),
    circle(x, y, r * 0.88, canvas.gradient(['#8a5530', '#5d3417'], 60)),
  )
  const milk = '#f6e6cf'
  for (let ring = 0; ring < 4; ring += 1) {
    const s = r * (0.62 - ring * 0.15)
    const top = y - s * 0.4 + ring * r * 0.05
    canvas.draw(
      path(
        `M${x} ${top + s * 1.15}C${x - s * 1.3} ${top + s * 0.3} ${x - s * 0.8} ${top - s * 0.75} ${x} ${top - s * 0.15}C${x + s * 0.8} ${top - s * 0.75} ${x + s * 1.3} ${top + s * 0.3} ${x} ${top + s * 1.15}Z`,
        ring % 2 ? '#7d4a28' : milk,
        { opacity: 0.95 },
      ),
    )
  }
  for (let crumb = 0; crumb < 22; crumb += 1) {
    canvas.draw(
      circle(dice.between(0, width), dice.between(0, height), dice.between(2, 6), '#3b2213', { opacity: 0.5 }),
    )
  }
}

/** Something round to eat from above: a pizza, a cake or a bowl. */
export const plate: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const cloth = dice.pick([
    ['#2f4858', '#22343f'],
    ['#f0e6d6', '#dccbb0'],
    ['#b33f40', '#8f3032'],
    ['#6b8f71', '#4f6f55'],
    ['#e3b04b', '#c79232'],
  ] as const)
  canvas.draw(rect(0, 0, width, height, cloth[0]))
  const square = Math.min(width, height) / 9
  for (let row = 0; row * square < height; row += 1) {
    for (let column = row % 2; column * square < width; column += 2)
      canvas.draw(rect(column * square, row * square, square, square, cloth[1], { opacity: 0.55 }))
  }
  const [x, y, r] = [width / 2, height / 2, Math.min(width, height) * 0.38]
  canvas.draw(
    circle(x + r * 0.08, y + r * 0.12, r * 1.35, canvas.glow('#000000', 0.5)),
    circle(x, y, r * 1.08, '#fbf8f2'),
    circle(x, y, r * 0.96, '#ece5d8'),
  )
  const dish = dice.pick(['pizza', 'bowl', 'cake'] as const)
  const [rim, filling, toppings] = {
    pizza: ['#d9a05b', '#e7b955', ['#c0392b', '#4f8a4b', '#fbeeca', '#7a2e2e']],
    bowl: ['#3d5a6c', '#f1ede0', ['#e07a5f', '#6fa85b', '#f2b134', '#7a4f8f', '#f4d6c6']],
    cake: ['#f4e3d0', '#f7c6cf', ['#c9184a', '#7b2d26', '#5e8c3a', '#fff5f7']],
  }[dish] as [string, string, string[]]
  canvas.draw(circle(x, y, r * 0.9, rim), circle(x, y, r * 0.8, filling))
  for (let index = 0; index < 46; index += 1) {
    const [angle, far] = [dice.between(0, Math.PI * 2), Math.sqrt(dice.between(0, 1)) * r * 0.7]
    const [a, b] = [x + Math.cos(angle) * far, y + Math.sin(angle) * far]
    const colour = dice.pick(toppings)
    const turn = `rotate(${dice.whole(0, 180)} ${a} ${b})`
    canvas.draw(
      ellipse(a + 2, b + 3, r * 0.07, r * 0.05, '#000000', { opacity: 0.18, transform: turn }),
      ellipse(a, b, r * dice.between(0.05, 0.085), r * dice.between(0.035, 0.07), colour, { transform: turn }),
    )
  }
  if (dish === 'pizza')
    for (let cut = 0; cut < 4; cut += 1)
      canvas.draw(
        line(`M${x - r * 0.88} ${y}h${r * 1.76}`, '#b9834a', 4, {
          transform: `rotate(${cut * 45 + 12} ${x} ${y})`,
          opacity: 0.6,
        }),
      )
}

/** A plant in a pot by the window. */
export const plant: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const table = height * 0.8
  room(canvas, dice, table)
  const scale = Math.min(width, height) / 760
  const x = width * dice.between(0.42, 0.58)
  const clay = dice.pick(['#c8704d', '#e9e2d6', '#4f6d7a', '#d9a441', '#7c5c99'])
  shadow(canvas, x, table + 84 * scale, 150 * scale)
  const leaves: string[] = []
  const greens = ['#3f7d4e', '#5b9a5f', '#2e6340', '#7fb069']
  for (let index = 0; index < 13; index += 1) {
    const turn = -78 + index * 13 + dice.between(-6, 6)
    const long = dice.between(250, 400)
    const green = dice.pick(greens)
    leaves.push(
      group(
        `rotate(${turn} 0 -190)`,
        path(
          `M0 -190C-${long * 0.2} -${190 + long * 0.35} -${long * 0.16} -${190 + long * 0.8} 0 -${190 + long}C${long * 0.16} -${190 + long * 0.8} ${long * 0.2} -${190 + long * 0.35} 0 -190Z`,
          green,
        ),
        line(`M0 -190L0 -${190 + long * 0.9}`, mix(green, '#ffffff', 0.3), 3),
      ),
    )
  }
  canvas.draw(
    group(
      `translate(${x} ${table + 80 * scale}) scale(${scale})`,
      ...leaves,
      path(
        'M-110 -200L110 -200L84 0L-84 0Z',
        canvas.gradient([mix(clay, '#ffffff', 0.2), clay, mix(clay, '#000000', 0.3)], 0),
      ),
      rect(-122, -222, 244, 42, canvas.gradient([mix(clay, '#ffffff', 0.3), clay, mix(clay, '#000000', 0.25)], 0), {
        rx: 6,
      }),
    ),
  )
}

/** Shelves of books, with a cat now and then. */
export const books: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const wood = dice.pick(['#7a4e32', '#4d3527', '#b08968', '#e6ddcf'])
  canvas.draw(rect(0, 0, width, height, mix(wood, '#000000', 0.45)))
  const rows = height > width ? 4 : 3
  const space = height / rows
  const spines = [
    '#b23a48',
    '#335c67',
    '#e09f3e',
    '#fff3b0',
    '#540b0e',
    '#6a994e',
    '#a7c957',
    '#f2e8cf',
    '#457b9d',
    '#1d3557',
    '#9a8c98',
    '#c9ada7',
  ]
  const catRow = dice.chance(0.6) ? dice.whole(0, rows - 1) : -1
  for (let row = 0; row < rows; row += 1) {
    const floor = (row + 1) * space - 16
    const gapAt = row === catRow ? dice.between(0.2, 0.6) * width : -1
    for (let x = 10; x < width - 20; ) {
      if (gapAt >= 0 && x > gapAt && x < gapAt + 190) {
        cat(canvas, dice, gapAt + 105, floor, Math.min(1, space / 240))
        x = gapAt + 215
        continue
      }
      const [wide, tall] = [dice.between(18, 46), space * dice.between(0.58, 0.84)]
      const colour = dice.pick(spines)
      canvas.draw(
        rect(
          x,
          floor - tall,
          wide,
          tall,
          canvas.gradient([mix(colour, '#ffffff', 0.12), colour, mix(colour, '#000000', 0.2)], 0),
          { rx: 3 },
        ),
        rect(x + 4, floor - tall * 0.86, wide - 8, 5, mix(colour, '#ffffff', 0.55)),
        rect(x + 4, floor - tall * 0.2, wide - 8, 9, mix(colour, '#ffffff', 0.4)),
      )
      x += wide + (dice.chance(0.08) ? 26 : 2)
    }
    canvas.draw(rect(0, floor, width, 18, wood), rect(0, floor, width, 4, mix(wood, '#ffffff', 0.25)))
  }
}

/** A cat that sits and looks at whoever looks. */
export function cat(canvas: Canvas, dice: Dice, x: number, floor: number, scale: number): void {
  const fur = dice.pick(['#2b2b2f', '#d9883f', '#8d8f94', '#f3ede2', '#5c4033'])
  const dark = mix(fur, '#000000', 0.3)
  canvas.draw(
    group(
      `translate(${x} ${floor}) scale(${scale})`,
      line('M58 -20C110 -24 108 -86 84 -96', fur, 20),
      path('M-62 0C-78 -70 -48 -116 0 -116C48 -116 78 -70 62 0Z', fur),
      path('M-54 -160L-50 -214L-14 -184ZM54 -160L50 -214L14 -184Z', fur),
      path('M-46 -178L-44 -202L-26 -186ZM46 -178L44 -202L26 -186Z', '#e7a0a0'),
      ellipse(0, -146, 60, 50, fur),
      ellipse(-22, -150, 10, 12, '#dce775'),
      ellipse(22, -150, 10, 12, '#dce775'),
      ellipse(-22, -150, 4, 10, '#1b1b1b'),
      ellipse(22, -150, 4, 10, '#1b1b1b'),
      path('M-7 -132L7 -132L0 -124Z', '#e58b8b'),
      line('M0 -124C-2 -114 -14 -112 -18 -118M0 -124C2 -114 14 -112 18 -118', dark, 3),
      line('M-30 -128L-72 -134M-30 -122L-70 -118M30 -128L72 -134M30 -122L70 -118', mix(fur, '#ffffff', 0.55), 2),
      ellipse(-26, -4, 22, 12, mix(fur, '#ffffff', 0.18)),
      ellipse(26, -4, 22, 12, mix(fur, '#ffffff', 0.18)),
    ),
  )
}

/** The cat alone, on a window sill. */
export const catAtWindow: Scene = (canvas, dice) => {
  const { width, height } = canvas
  const table = height * 0.78
  canvas.draw(rect(0, 0, width, height, dice.pick(['#e8dccb', '#cfd8d3', '#e5c9c1'])))
  const sky = dice.pick([
    ['#8ec7e8', '#e9f5f5'],
    ['#f0a57a', '#fbe3c6'],
    ['#1d2b53', '#5a73a8'],
  ] as const)
  const [wx, wy, ww, wh] = [width * 0.12, height * 0.08, width * 0.76, table - height * 0.08]
  canvas.draw(rect(wx - 16, wy - 16, ww + 32, wh + 16, '#fbf7ef'), rect(wx, wy, ww, wh, canvas.gradient(sky)))
  for (let index = 0; index < 3; index += 1) {
    const [a, b] = [wx + dice.between(0.15, 0.8) * ww, wy + dice.between(0.15, 0.4) * wh]
    canvas.draw(
      ellipse(a, b, 60, 18, '#ffffff', { opacity: 0.6 }),
      ellipse(a + 34, b - 12, 40, 18, '#ffffff', { opacity: 0.6 }),
    )
  }
  canvas.draw(rect(wx + ww / 2 - 6, wy, 12, wh, '#fbf7ef'), rect(wx, wy + wh * 0.45, ww, 10, '#fbf7ef'))
  canvas.draw(rect(0, table, width, height - table, canvas.gradient(['#fffdf8', '#cfc5b4'])))
  cat(canvas, dice, width * dice.between(0.36, 0.62), table + height * 0.08, (Math.min(width, height) / 420) * 0.95)
}
