import { lineTo, type Point } from './path.ts'
import type { Measure, Shape } from './shape.ts'

const INK = '#b2643c'
const GAP = 64

/** Where a shop puts the number of a measured edge: on the board of its shape. */
export type DimensionLabel = { axis: Measure['axis']; x: number; y: number }

const add = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1]]
const scale = (a: Point, by: number): Point => [a[0] * by, a[1] * by]

/** The measured edges of a shape; a flat thing is measured around its bounds. */
export function measuresOf({ bounds, measures }: Shape): readonly Measure[] {
  if (measures) return measures
  const { x, y, w, h } = bounds
  return [
    { axis: 'width', from: [x, y + h], to: [x + w, y + h] },
    { axis: 'height', from: [x, y], to: [x, y + h] },
  ]
}

/** Outwards: down for the front edge, right and down for the side, left for the height. */
function away({ axis, from, to }: Measure): Point {
  if (axis === 'height') return [-1, 0]
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]]
  const length = Math.hypot(dx, dy) || 1
  return [-dy / length, dx / length]
}

function arrow(measure: Measure): string {
  const out = away(measure)
  const offset = scale(out, GAP)
  const [a, b] = [add(measure.from, offset), add(measure.to, offset)]
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1
  const along: Point = [(b[0] - a[0]) / length, (b[1] - a[1]) / length]
  const head = (tip: Point, way: number) =>
    lineTo([
      add(tip, add(scale(along, 22 * way), scale(out, 9))),
      tip,
      add(tip, add(scale(along, 22 * way), scale(out, -9))),
    ])
  const helper = (from: Point) => lineTo([add(from, scale(out, 14)), add(from, scale(out, GAP + 18))])
  return [lineTo([a, b]), head(a, 1), head(b, -1), helper(measure.from), helper(measure.to)].join('')
}

/** Arrows along every measured edge. */
export function dimensionLines(shape: Shape): string {
  const d = measuresOf(shape).map(arrow).join('')
  return `<path d="${d}" fill="none" stroke="${INK}" stroke-width="3.5"/>`
}

/** Places for the numbers, which stay text of the page and are therefore never drawn. */
export function dimensionLabels(shape: Shape): DimensionLabel[] {
  return measuresOf(shape).map((measure) => {
    const middle = scale(add(measure.from, measure.to), 0.5)
    const [x, y] = add(middle, scale(away(measure), GAP + 44))
    return { axis: measure.axis, x, y }
  })
}
