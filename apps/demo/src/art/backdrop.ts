import { mix, tone } from './colour.ts'
import type { Palette } from './palettes.ts'
import { hexagon, n, oval } from './path.ts'
import type { Pen } from './pen.ts'
import type { Shape } from './shape.ts'

const SHADE = '#43394a'
const BOARD = 'M0 0h1200v1200H0z'

/** A studio wall that runs into the floor, with a large pale hexagon behind the goods. */
export function studio(pen: Pen, palette: Palette): string {
  const ground = tone(palette.ground)
  const wall = pen.blend({
    base: ground.hi,
    turn: 90,
    stops: [
      [0, ground.hi],
      [58, ground.light],
      [76, ground.base],
      [100, ground.light],
    ],
  })
  const comb = mix({ from: ground.light, to: '#ffffff', share: 0.5 })
  return (
    pen.shade({ d: BOARD, fill: wall, alpha: 1 }) +
    pen.shade({ d: hexagon({ cx: 600, cy: 560, r: 470 }), fill: comb, alpha: 0.42 })
  )
}

/** The quieter, deeper ground of a close-up. */
export function closeUpGround(pen: Pen, palette: Palette): string {
  const ground = tone(palette.ground)
  const deeper = mix({ from: palette.ground, to: palette.main, share: 0.16 })
  const fill = pen.glow({
    base: deeper,
    highlight: true,
    stops: [
      [0, ground.light],
      [100, deeper],
    ],
  })
  return pen.shade({ d: BOARD, fill, alpha: 1 })
}

/** Soft contact shadow: a wide one that falls to the right and a tight one under the foot. */
export function groundShadow(pen: Pen, shape: Shape): string {
  const { bounds } = shape
  if (shape.shadow === 'flat') return ''
  const { cx, cy, rx, ry } = shape.shadow ?? {
    cx: bounds.x + bounds.w / 2 + bounds.w * 0.05,
    cy: bounds.y + bounds.h - 6,
    rx: bounds.w * 0.62,
    ry: bounds.w * 0.11,
  }
  const soft = pen.glow({
    base: SHADE,
    stops: [
      [0, SHADE, 0.42],
      [45, SHADE, 0.26],
      [75, SHADE, 0.07],
      [100, SHADE, 0],
    ],
  })
  return pen.shade({ d: oval({ cx, cy, rx, ry }), fill: soft, alpha: 1 })
}

/** Squared paper for the dimension sheet. */
export function paper(): string {
  const lines = Array.from(
    { length: 11 },
    (_, index) => `M${n((index + 1) * 100)} 0v1200M0 ${n((index + 1) * 100)}h1200`,
  )
  return `<path d="${BOARD}" fill="#fbfaf6"/><path d="${lines.join('')}" stroke="#e9e6dc" stroke-width="2"/>`
}
