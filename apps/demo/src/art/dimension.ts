import { lineTo, type Point } from './path.ts'
import { around, type Measure, type Shape } from './shape.ts'

const INK = '#b2643c'
const GAP = 64

/** Where a shop puts the number of a measured edge: on the board of its shape. */
export type DimensionLabel = { axis: Measure['axis']; x: number; y: number }

const add = (a: Point, b: Point): Point => [a[0] + b[0], a[1] + b[1]]
const scale = (a: Point, by: number): Point => [a[0] * by, a[1] * by]

const measuresOf = ({ bounds, measures }: Shape): readonly Measure[] => measures ?? around(bounds)

/** To the right of the way from one end to the other, which shapes choose so that it leads away from them. */
function away({ from, to }: Measure): Point {
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
  const heads = length > 70 ? [head(a, 1), head(b, -1)] : []
  const helper = (from: Point) => lineTo([add(from, scale(out, 14)), add(from, scale(out, GAP + 18))])
  return [lineTo([a, b]), ...heads, helper(measure.from), helper(measure.to)].join('')
}

/** Arrows along every measured edge. */
export function dimensionLines(shape: Shape): string {
  const d = measuresOf(shape).map(arrow).join('')
  return `<path d="${d}" stroke="${INK}" stroke-width="3.5"/>`
}

/** Places for the numbers, which stay text of the page and are therefore never drawn. */
export function dimensionLabels(shape: Shape): DimensionLabel[] {
  return measuresOf(shape).map((measure) => {
    const middle = scale(add(measure.from, measure.to), 0.5)
    const [x, y] = add(middle, scale(away(measure), GAP + 44))
    return { axis: measure.axis, x, y }
  })
}
