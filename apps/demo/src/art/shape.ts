import { project } from './camera.ts'
import type { Point } from './path.ts'
import type { Pen } from './pen.ts'
import { type Box, corner } from './solids.ts'

/** A measured edge of a drawing, from one end to the other. */
export type Measure = { axis: 'width' | 'depth' | 'height'; from: Point; to: Point }

/** One drawable thing. Board coordinates are 1200 × 1200 with the object standing near y = 930. */
export type Shape = {
  bounds: { x: number; y: number; w: number; h: number }
  /** Where the soft ground shadow lies; under the bounds unless said; `flat` for goods that lie on the table. */
  shadow?: { cx: number; cy: number; rx: number; ry: number } | 'flat'
  /** The middle of the close-up and how close it goes. */
  focus: { x: number; y: number; zoom: number }
  /** Edges of the dimension sheet; the bounds' width and height unless said. */
  measures?: readonly Measure[]
  paint: (pen: Pen) => string
}

/** Width below and height at the left of a part of the drawing. */
export function around({ x, y, w, h }: Shape['bounds']): readonly Measure[] {
  return [
    { axis: 'width', from: [x, y + h], to: [x + w, y + h] },
    { axis: 'height', from: [x, y], to: [x, y + h] },
  ]
}

/** The length of something that lies turned by `turn` degrees about the middle of the board. */
export function lengthwise({ turn, from, to }: { turn: number; from: Point; to: Point }): readonly Measure[] {
  const angle = (turn * Math.PI) / 180
  const turned = ([x, y]: Point): Point => [
    600 + (x - 600) * Math.cos(angle) - (y - 600) * Math.sin(angle),
    600 + (x - 600) * Math.sin(angle) + (y - 600) * Math.cos(angle),
  ]
  return [{ axis: 'height', from: turned(from), to: turned(to) }]
}

/** Width, depth and height along the visible edges of a box. */
export function boxMeasures(body: Box): readonly Measure[] {
  const { left, right, near, far, floor, roof } = corner(body)
  return [
    { axis: 'width', from: project({ x: left, y: near, z: floor }), to: project({ x: right, y: near, z: floor }) },
    { axis: 'depth', from: project({ x: right, y: near, z: floor }), to: project({ x: right, y: far, z: floor }) },
    { axis: 'height', from: project({ x: left, y: near, z: roof }), to: project({ x: left, y: near, z: floor }) },
  ]
}

/** Bounds and shadow of something that fills a box. */
export function boxFrame(body: Box): Pick<Shape, 'bounds' | 'shadow' | 'measures'> {
  const { left, right, near, far, floor, roof } = corner(body)
  const west = project({ x: left, y: near })[0]
  const east = project({ x: right, y: far })[0]
  const north = project({ x: left, y: far, z: roof })[1]
  const south = project({ x: right, y: near, z: floor })[1]
  const [cx, cy] = project({ x: body.x ?? 0, y: body.y ?? 0 })
  return {
    bounds: { x: west, y: north, w: east - west, h: south - north },
    shadow: { cx: cx + 30, cy: cy + 14, rx: (east - west) * 0.6, ry: (east - west) * 0.2 },
    measures: boxMeasures(body),
  }
}
