import { circle, ellipse, group, line, mix, newCanvas, path, rect } from './canvas.ts'
import { type Dice, diceOf } from './dice.ts'

/** How somebody looks in their avatar. What is left out is up to chance. */
export interface Look {
  skin: 1 | 2 | 3 | 4 | 5 | 6
  hair: 'short' | 'long' | 'bun' | 'curls' | 'afro' | 'bald' | 'bob' | 'braids' | 'hijab' | 'turban' | 'hat'
  /** Of hair, cloth or hat. */
  colour: string
  beard?: boolean
  glasses?: boolean
  backdrop?: string
}

const skins = ['#fbdcc4', '#f2c29b', '#dda06f', '#b9784a', '#8c5331', '#5b3422'] as const
const backdrops = [
  '#f4b6a6',
  '#9fd3c7',
  '#f9dc86',
  '#a9c6ea',
  '#cdb4db',
  '#f1c0a0',
  '#b5d99c',
  '#e8a0bf',
  '#8ecae6',
  '#ffcb77',
] as const
const clothes = [
  '#2a6f77',
  '#c8553d',
  '#3d405b',
  '#e9b44c',
  '#6d597a',
  '#457b9d',
  '#588157',
  '#9d4edd',
  '#e5e5e5',
  '#bc4749',
] as const

/** A drawn portrait, as SVG of 640 by 640; the same seed and look draw the same face. */
export function drawFace(seed: string, look: Look): string {
  const dice = diceOf(`face ${seed}`)
  const canvas = newCanvas({ width: 640, height: 640 })
  const skin = skins[look.skin - 1]!
  const shade = mix(skin, '#5a2a1a', 0.28)
  const backdrop = look.backdrop ?? dice.pick(backdrops)
  const cloth = dice.pick(clothes.filter((colour) => colour !== look.colour))
  const face = { x: 320, y: 300, rx: dice.between(118, 132), ry: dice.between(142, 156) }
  canvas.draw(
    rect(0, 0, 640, 640, canvas.gradient([mix(backdrop, '#ffffff', 0.25), mix(backdrop, '#3b3b6d', 0.1)], 70)),
    circle(320, 300, 300, canvas.glow('#ffffff', 0.45)),
  )
  canvas.draw('<g transform="translate(-54 -18) scale(1.17)">', ...behind(look, face, dice))
  canvas.draw(
    path(
      `M96 660C104 520 200 484 262 470L378 470C440 484 536 520 544 660Z`,
      canvas.gradient([mix(cloth, '#ffffff', 0.12), mix(cloth, '#000000', 0.12)]),
    ),
    path(`M264 400L376 400L376 474C376 520 264 520 264 474Z`, shade),
    collar(dice, cloth),
  )
  const ears =
    look.hair === 'hijab'
      ? []
      : [
          ellipse(face.x - face.rx + 2, 318, 24, 34, shade),
          ellipse(face.x + face.rx - 2, 318, 24, 34, shade),
          ellipse(face.x - face.rx - 2, 316, 20, 30, skin),
          ellipse(face.x + face.rx + 2, 316, 20, 30, skin),
        ]
  canvas.draw(
    ...ears,
    path(
      `M${face.x - face.rx} 280C${face.x - face.rx} 120 ${face.x + face.rx} 120 ${face.x + face.rx} 280C${face.x + face.rx} 400 ${face.x + 62} ${face.y + face.ry + 6} ${face.x} ${face.y + face.ry + 6}C${face.x - 62} ${face.y + face.ry + 6} ${face.x - face.rx} 400 ${face.x - face.rx} 280Z`,
      skin,
    ),
  )
  if (look.beard) canvas.draw(beard(face, ['hat', 'turban', 'bald'].includes(look.hair) ? '#2b1d17' : look.colour))
  canvas.draw(...features(dice, skin, shade, look), ...front(look, face, dice))
  if (look.glasses) canvas.draw(...glasses(dice))
  canvas.draw('</g>')
  return canvas.svg()
}

interface Face {
  x: number
  y: number
  rx: number
  ry: number
}

function collar(dice: Dice, cloth: string): string {
  return dice.chance(0.5)
    ? path('M250 474C280 530 360 530 390 474L378 466C356 506 284 506 262 466Z', mix(cloth, '#ffffff', 0.35))
    : path('M258 472L320 540L382 472L400 486L328 580L312 580L240 486Z', mix(cloth, '#ffffff', 0.3))
}

function features(dice: Dice, skin: string, shade: string, look: Look): string[] {
  const brow =
    look.hair === 'bald' || ['hijab', 'turban', 'hat'].includes(look.hair)
      ? mix(skin, '#241510', 0.75)
      : mix(look.colour, '#000000', 0.35)
  const gap = dice.between(50, 58)
  const eyes = [320 - gap, 320 + gap]
  const iris = dice.pick(
    look.skin > 2 ? ['#4a2f1b', '#2d2a26', '#5f4328'] : ['#4a2f1b', '#3f6b57', '#3d6691', '#5f4328'],
  )
  const lift = dice.between(-6, 4)
  const isSmiling = dice.chance(0.72)
  const lips = mix(skin, '#b0303c', look.skin > 4 ? 0.42 : 0.5)
  const mouth = isSmiling
    ? [
        path('M272 386Q320 446 368 386Q320 404 272 386Z', '#7b2330'),
        path('M284 391Q320 408 356 391Q320 401 284 391Z', '#ffffff'),
        line('M272 386Q320 404 368 386', lips, 5),
      ]
    : [line('M282 396Q320 418 358 396', lips, 9)]
  return [
    ellipse(320 - 82, 362, 30, 20, '#f2786d', { opacity: 0.22 }),
    ellipse(320 + 82, 362, 30, 20, '#f2786d', { opacity: 0.22 }),
    ...eyes.flatMap((x) => [
      ellipse(x, 302, 20, 15, '#ffffff'),
      circle(x + 1, 303, 11.5, iris),
      circle(x + 1, 303, 6, '#15110f'),
      circle(x + 5, 298, 3.6, '#ffffff'),
      line(`M${x - 21} 299Q${x} ${279 + lift * 0.4} ${x + 21} 299`, mix(skin, '#20100b', 0.82), 5),
    ]),
    line(`M${eyes[0]! - 27} ${268 + lift}Q${eyes[0]!} ${250 + lift} ${eyes[0]! + 24} ${266 + lift}`, brow, 10),
    line(`M${eyes[1]! + 27} ${268 + lift}Q${eyes[1]!} ${250 + lift} ${eyes[1]! - 24} ${266 + lift}`, brow, 10),
    line(`M316 312Q${dice.chance(0.5) ? 300 : 304} 350 306 354Q320 364 334 354`, shade, 7),
    ...mouth,
  ]
}

function beard({ x, y, rx, ry }: Face, colour: string): string {
  return path(
    `M${x - rx} 316C${x - rx + 4} 420 ${x - 70} ${y + ry + 30} ${x} ${y + ry + 30}C${x + 70} ${y + ry + 30} ${x + rx - 4} 420 ${x + rx} 316C${x + rx - 18} 366 ${x + 64} 366 ${x + 40} 368C${x + 20} 358 ${x - 20} 358 ${x - 40} 368C${x - 64} 366 ${x - rx + 18} 366 ${x - rx} 316Z`,
    colour,
  )
}

function glasses(dice: Dice): string[] {
  const frame = dice.pick(['#2b2b2f', '#7a3b2e', '#b8860b', '#1f4e5f'])
  const style = { stroke: frame, strokeWidth: 8 }
  const lenses = dice.chance(0.5)
    ? [
        circle(266, 304, 40, '#ffffff', { ...style, fillOpacity: 0.18 }),
        circle(374, 304, 40, '#ffffff', { ...style, fillOpacity: 0.18 }),
      ]
    : [
        rect(222, 272, 84, 62, '#ffffff', { ...style, rx: 18, fillOpacity: 0.18 }),
        rect(334, 272, 84, 62, '#ffffff', { ...style, rx: 18, fillOpacity: 0.18 }),
      ]
  return [...lenses, line('M306 300Q320 290 334 300M222 298L194 290M418 298L446 290', frame, 8)]
}

/** What is behind the head. */
function behind({ hair, colour }: Look, { x, rx }: Face, dice: Dice): string[] {
  const dark = mix(colour, '#000000', 0.22)
  switch (hair) {
    case 'long':
      return [
        path(
          `M${x - rx - 42} 560C${x - rx - 74} 360 ${x - rx - 40} 110 ${x} 106C${x + rx + 40} 110 ${x + rx + 74} 360 ${x + rx + 42} 560C${x + 60} 600 ${x - 60} 600 ${x - rx - 42} 560Z`,
          dark,
        ),
      ]
    case 'bob':
      return [
        path(
          `M${x - rx - 36} 424C${x - rx - 56} 250 ${x - 120} 112 ${x} 110C${x + 120} 112 ${x + rx + 56} 250 ${x + rx + 36} 424C${x + 60} 450 ${x - 60} 450 ${x - rx - 36} 424Z`,
          dark,
        ),
      ]
    case 'bun':
      return [circle(x, 106, 62, dark), circle(x - 12, 96, 40, colour)]
    case 'afro':
      return [circle(x, 226, 206, colour), ...blobs(dice, x, 226, 196, 34, colour)]
    case 'curls':
      return [...blobs(dice, x, 270, rx + 34, 46, dark)]
    case 'braids':
      return [
        ...[-1, 1].flatMap((side) =>
          Array.from({ length: 7 }, (_, link) =>
            ellipse(x + side * (rx + 14 + link * 2), 330 + link * 36, 25, 24, link % 2 ? colour : dark),
          ),
        ),
      ]
    case 'hijab':
      return [
        path(
          `M${x - rx - 46} 660C${x - rx - 110} 330 ${x - rx - 20} 104 ${x} 100C${x + rx + 20} 104 ${x + rx + 110} 330 ${x + rx + 46} 660Z`,
          dark,
        ),
      ]
    default:
      return []
  }
}

/** What is over the forehead. */
function front({ hair, colour }: Look, { x, rx }: Face, dice: Dice): string[] {
  const light = mix(colour, '#ffffff', 0.14)
  const left = x - rx
  const right = x + rx
  const parted = path(
    `M${left - 6} 300C${left - 22} 170 ${x - 90} 112 ${x} 112C${x + 90} 112 ${right + 22} 170 ${right + 6} 300C${right - 8} 240 ${x + 60} 222 ${x + 20} 190C${x - 10} 226 ${left + 10} 232 ${left - 6} 300Z`,
    colour,
  )
  switch (hair) {
    case 'bald':
      return [ellipse(x - 50, 178, 42, 18, '#ffffff', { opacity: 0.22, transform: `rotate(-24 ${x - 50} 178)` })]
    case 'short': {
      const side = dice.chance(0.5) ? 1 : -1
      return [
        path(
          `M${left - 8} 296C${left - 26} 176 ${x - 88} 104 ${x} 104C${x + 88} 104 ${right + 26} 176 ${right + 8} 296C${right - 2} 250 ${right - 22} 216 ${right - 40} 208C${x + 40} 226 ${x - 40} 226 ${left + 40} 208C${left + 22} 216 ${left + 2} 250 ${left - 8} 296Z`,
          colour,
        ),
        line(`M${x - 70 * side} 150Q${x} 118 ${x + 70 * side} 146`, light, 12, { opacity: 0.6 }),
      ]
    }
    case 'afro':
      return [...blobs(dice, x, 170, 104, 40, colour, Math.PI, Math.PI * 2)]
    case 'curls':
      return [
        ...blobs(dice, x, 206, 116, 46, colour, Math.PI, Math.PI * 2),
        ...blobs(dice, x, 160, 80, 42, light, Math.PI, Math.PI * 2),
      ]
    case 'hijab':
      return [
        path(
          `M${left - 26} 330C${left - 60} 130 ${x - 80} 96 ${x} 96C${x + 80} 96 ${right + 60} 130 ${right + 26} 330C${right + 10} 440 ${x + 70} 486 ${x} 488C${x - 70} 486 ${left - 10} 440 ${left - 26} 330ZM${left + 6} 290C${left + 6} 392 ${x - 62} 446 ${x} 446C${x + 62} 446 ${right - 6} 392 ${right - 6} 290C${right - 10} 190 ${x + 60} 168 ${x} 168C${x - 60} 168 ${left + 10} 190 ${left + 6} 290Z`,
          colour,
          { fillRule: 'evenodd' },
        ),
        line(`M${left - 6} 400Q${x - 20} 520 ${right + 40} 560`, mix(colour, '#000000', 0.18), 10, { opacity: 0.6 }),
      ]
    case 'turban':
      return [
        path(
          `M${left - 34} 250C${left - 60} 110 ${x - 60} 56 ${x} 56C${x + 60} 56 ${right + 60} 110 ${right + 34} 250C${right - 20} 190 ${x + 60} 186 ${x} 214C${x - 60} 186 ${left + 20} 190 ${left - 34} 250Z`,
          colour,
        ),
        ...[0, 1, 2].map((fold) =>
          line(
            `M${left - 20 + fold * 16} ${220 - fold * 40}Q${x} ${120 - fold * 26} ${right + 20 - fold * 16} ${220 - fold * 40}`,
            mix(colour, fold % 2 ? '#ffffff' : '#000000', 0.16),
            12,
          ),
        ),
        path(`M${x - 16} 206L${x} 168L${x + 16} 206Q${x} 218 ${x - 16} 206Z`, mix(colour, '#ffffff', 0.4)),
      ]
    case 'hat':
      return [
        path(
          `M${left - 2} 214C${left - 6} 110 ${x - 80} 84 ${x} 84C${x + 80} 84 ${right + 6} 110 ${right + 2} 214Z`,
          colour,
        ),
        group('', rect(left - 22, 192, (rx + 22) * 2, 46, mix(colour, '#000000', 0.22), { rx: 23 })),
        ...Array.from({ length: 8 }, (_, rib) =>
          line(`M${left + 14 + rib * ((rx * 2 - 28) / 7)} 200v30`, mix(colour, '#ffffff', 0.12), 4),
        ),
        circle(x, 78, 26, mix(colour, '#ffffff', 0.5)),
      ]
    default:
      return [parted, line(`M${x + 16} 140Q${x + 80} 150 ${right - 8} 214`, light, 9, { opacity: 0.5 })]
  }
}

function blobs(
  dice: Dice,
  x: number,
  y: number,
  far: number,
  size: number,
  colour: string,
  from = 0,
  to = Math.PI * 2,
): string[] {
  return Array.from({ length: 22 }, (_, index) => {
    const angle = from + ((to - from) * index) / 21
    return circle(
      x + Math.cos(angle) * far,
      y + Math.sin(angle) * far * 0.92,
      size * dice.between(0.75, 1.15),
      dice.chance(0.3) ? mix(colour, '#ffffff', 0.07) : colour,
    )
  })
}
