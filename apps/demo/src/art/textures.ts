import type { Tone } from './colour.ts'
import { n, oval, rect } from './path.ts'
import type { Pen } from './pen.ts'

type Area = { w: number; h: number }

/** A few lazy lines along a board, different for every seed. */
export function grain(
  pen: Pen,
  { area: { w, h }, skin, lines = 4 }: { area: Area; skin: Tone; lines?: number },
): string {
  const strokes = Array.from({ length: lines }, (_, index) => {
    const y = ((index + 0.3 + pen.random() * 0.5) * h) / lines
    const sag = (pen.random() - 0.5) * h * 0.12
    const [from, to] = [w * pen.random() * 0.2, w * (0.75 + pen.random() * 0.22)].map(Math.round) as [number, number]
    return `M${from} ${Math.round(y)}q${(to - from) >> 1} ${Math.round(sag)} ${to - from} 0`
  })
  return pen.hair({ d: strokes.join(''), colour: skin.dark, width: 3, alpha: 0.35 })
}

/** Finger joints down both ends of a board. */
export function joints(
  pen: Pen,
  { area: { w, h }, skin, count = 5 }: { area: Area; skin: Tone; count?: number },
): string {
  const step = h / count
  const d = Array.from({ length: Math.floor(count / 2) }, (_, index) =>
    rect({ x: w - 16, y: step * (index * 2 + 1), w: 16, h: step }),
  ).join('')
  return pen.shade({ d, fill: skin.dark, alpha: 0.6 })
}

/** What lies right under an overhang is a little darker. */
export function overhang(pen: Pen, { w, h = 26, skin }: { w: number; h?: number; skin: Tone }): string {
  return pen.shade({ d: rect({ x: 0, y: 0, w, h }), fill: skin.deep, alpha: 0.4 })
}

/** A routed hand hold. */
export function grip(pen: Pen, { x, y, w, skin }: { x: number; y: number; w: number; skin: Tone }): string {
  return (
    pen.piece({ d: rect({ x: x - w / 2, y, w, h: 30, r: 15 }), fill: skin.deep }) +
    pen.hair({ d: `M${n(x - w / 2 + 16)} ${n(y + 30)}h${n(w - 32)}`, colour: skin.hi, width: 4, alpha: 0.9 })
  )
}

/** Honeycomb as a fill. `cell` is the distance between opposite sides. */
export function honeycomb(
  pen: Pen,
  { fill, line, cell, width = 3 }: { fill: string; line: string; cell: number; width?: number },
): string {
  const side = cell / Math.sqrt(3)
  const half = cell / 2
  const walls = `M0 ${n(side / 2)}L${n(half)} 0L${n(cell)} ${n(side / 2)}V${n(side * 1.5)}L${n(half)} ${n(side * 2)}L0 ${n(side * 1.5)}zM${n(half)} ${n(side * 2)}V${n(side * 3)}`
  return pen.tile({
    base: fill,
    w: cell,
    h: side * 3,
    art: `<path d="M0 0h${n(cell)}v${n(side * 3)}H0z" fill="${fill}"/><path d="${walls}" fill="none" stroke="${line}" stroke-width="${width}"/>`,
  })
}

/** Woven wire or net as a fill. */
export function mesh(
  pen: Pen,
  { fill, line, step, width = 2 }: { fill: string; line: string; step: number; width?: number },
): string {
  return pen.tile({
    base: fill,
    w: step,
    h: step,
    art: `<path d="M0 0h${n(step)}v${n(step)}H0z" fill="${fill}"/><path d="M0 0h${n(step)}M0 0v${n(step)}" stroke="${line}" stroke-width="${n(width)}"/>`,
  })
}

/** A soft vertical reflection on glass, glaze or enamel. */
export function gloss(
  pen: Pen,
  { x, y, w, h, alpha = 0.5 }: { x: number; y: number; w: number; h: number; alpha?: number },
): string {
  return pen.shade({ d: rect({ x, y, w, h, r: w / 2 }), fill: '#ffffff', alpha })
}

/** Rivets, screws and eyelets. */
export function studs(
  pen: Pen,
  { at, r, skin }: { at: readonly (readonly [number, number])[]; r: number; skin: Tone },
): string {
  const d = at.map(([cx, cy]) => oval({ cx, cy, rx: r })).join('')
  return (
    pen.piece({ d, fill: skin.deep }) +
    pen.shade({
      d: at.map(([cx, cy]) => oval({ cx: cx - r * 0.25, cy: cy - r * 0.25, rx: r * 0.5 })).join(''),
      fill: skin.hi,
      alpha: 0.9,
    })
  )
}

/** The shadow of goods lying on the table, seen from above. */
export function layShadow(pen: Pen, d: string): string {
  const at = (x: number, y: number, alpha: number) => {
    const path = pen.shade({ d, fill: '#43394a', alpha })
    return path && `<g transform="translate(${x} ${y})">${path}</g>`
  }
  return at(22, 30, 0.1) + at(12, 16, 0.14)
}
