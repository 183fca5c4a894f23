import { n, oval } from '../path.ts'
import type { Pen } from '../pen.ts'
import type { Shape } from '../shape.ts'
import { gloss } from '../textures.ts'
import { type Glass, lid, outline } from './glass.ts'

const CX = 600
const FOOT = 930

/** A paper label wrapped around the belly with a comb cell and a leaf instead of words. */
function label(pen: Pen, { cx, foot, r, h }: Glass): string {
  const w = r * 0.8
  const [top, low] = [foot - h * 0.62, foot - h * 0.12]
  const dip = r * 0.13
  const y = (top + low) / 2 + dip * 0.6
  const s = (low - top) / 220
  const shape = `M${n(cx - w)} ${n(top)}Q${n(cx)} ${n(top + dip * 2)} ${n(cx + w)} ${n(top)}V${n(low)}Q${n(cx)} ${n(low + dip * 2)} ${n(cx - w)} ${n(low)}z`
  const paper = pen.blend({
    base: '#fff8ea',
    stops: [
      [0, '#f3e8d2'],
      [30, '#fffdf6'],
      [70, '#fbf3e2'],
      [100, '#ddcdb2'],
    ],
  })
  const mark = `<g transform="translate(${n(cx)} ${n(y + dip)})scale(${n(s)})">${pen.line({ d: 'M0-74l64 37v74L0 74l-64-37v-74z', colour: pen.main.dark, width: 8 })}${pen.piece({ d: 'M0 50C-46 22-40-30 0-54C40-30 46 22 0 50z', fill: pen.accent.base })}${pen.hair({ d: 'M0 64V-30', colour: '#fffdf6', width: 5, alpha: 0.9 })}</g>`
  const rules = pen.hair({
    d: `M${n(cx - w)} ${n(low - 14)}Q${n(cx)} ${n(low - 14 + dip * 2)} ${n(cx + w)} ${n(low - 14)}`,
    colour: pen.main.base,
    width: 8,
    alpha: 1,
  })
  return pen.piece({ d: shape, fill: paper }) + rules + mark
}

function honeyJar(pen: Pen, glass: Glass): string {
  const { cx, foot, r, h } = glass
  const d = outline(glass)
  const honey = pen.blend({
    base: pen.main.base,
    stops: [
      [0, pen.main.dark],
      [14, pen.main.base],
      [32, pen.main.light],
      [60, pen.main.base],
      [88, pen.main.dark],
      [100, pen.main.deep],
    ],
  })
  const warm = pen.blend({
    base: pen.main.hi,
    turn: 90,
    stops: [
      [0, pen.main.deep, 0.35],
      [40, pen.main.base, 0],
      [100, pen.main.hi, 0.6],
    ],
  })
  const bubbles = Array.from({ length: 5 }, () =>
    oval({
      cx: cx + (pen.random() - 0.5) * r * 1.3,
      cy: foot - h * (0.68 + pen.random() * 0.12),
      rx: 3 + pen.random() * 5,
    }),
  )
  return [
    pen.piece({ d, fill: honey }),
    pen.shade({ d, fill: warm, alpha: 1 }),
    pen.shade({ d: bubbles.join(''), fill: pen.main.hi, alpha: 0.6 }),
    label(pen, glass),
    gloss(pen, { x: cx - r * 0.92, y: foot - h * 0.72, w: r * 0.08, h: h * 0.6, alpha: 0.5 }),
    lid(pen, glass),
  ].join('')
}

function jar({ r, h }: { r: number; h: number }): Shape {
  return {
    bounds: { x: CX - r, y: FOOT - h - 90, w: 2 * r, h: h + 90 + r * 0.24 },
    shadow: { cx: CX + 40, cy: FOOT + 10, rx: r * 1.45, ry: r * 0.36 },
    focus: { x: CX, y: FOOT - h * 0.5, zoom: 2.3 },
    paint: (pen) => honeyJar(pen, { cx: CX, foot: FOOT, r, h }),
  }
}

export const honeyJars = {
  'jar-small': jar({ r: 180, h: 300 }),
  'jar-medium': jar({ r: 215, h: 400 }),
  'jar-large': jar({ r: 250, h: 520 }),
} as const satisfies Record<string, Shape>
