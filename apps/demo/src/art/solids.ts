import { FLAT, onPlane, type Place, project } from './camera.ts'
import type { Tone } from './colour.ts'
import { lineTo, n, oval, poly } from './path.ts'
import type { Pen } from './pen.ts'

export type Box = Place & { w: number; d: number; h: number }

type BoxArt = { front?: string; side?: string; top?: string }

/** The outer limits of a box in the little world. */
export const corner = ({ x = 0, y = 0, z = 0, w, d, h }: Box) => ({
  left: x - w / 2,
  right: x + w / 2,
  near: y - d / 2,
  far: y + d / 2,
  floor: z,
  roof: z + h,
})

/** A box standing at (x, y) on height z: lit top, soft front, shaded side; `art` is laid flat on its faces. */
export function box(pen: Pen, { box: body, skin, art = {} }: { box: Box; skin: Tone; art?: BoxArt }): string {
  const { left, right, near, roof } = corner(body)
  const front = pen.blend({
    base: skin.light,
    turn: 45,
    stops: [
      [0, skin.light],
      [100, skin.base],
    ],
  })
  const side = pen.blend({
    base: skin.dark,
    turn: 90,
    stops: [
      [0, skin.dark],
      [100, skin.deep],
    ],
  })
  const top = pen.blend({
    base: skin.hi,
    stops: [
      [0, skin.hi],
      [100, skin.light],
    ],
  })
  const faces = facesOf(body)
  const laid = (plane: 'front' | 'side' | 'top', x: number, pattern = '') =>
    pattern && onPlane({ plane, at: { x, y: near, z: roof }, art: pattern })
  return [
    pen.piece({ d: poly(faces.side), fill: side }),
    laid('side', right, art.side),
    pen.piece({ d: poly(faces.top), fill: top }),
    laid('top', left, art.top),
    pen.piece({ d: poly(faces.front), fill: front }),
    laid('front', left, art.front),
    pen.hair({ d: lineTo(faces.edge), colour: skin.hi, width: 3, alpha: 0.8 }),
  ].join('')
}

/** A slat, leg or cleat: three flat faces and nothing else. */
export function slat(pen: Pen, { box: body, skin }: { box: Box; skin: Tone }): string {
  const faces = facesOf(body)
  return (
    pen.piece({ d: poly(faces.side), fill: skin.deep }) +
    pen.piece({ d: poly(faces.front), fill: skin.base }) +
    pen.piece({ d: poly(faces.top), fill: skin.hi })
  )
}

function facesOf(body: Box) {
  const { left, right, near, far, floor, roof } = corner(body)
  const at = (x: number, y: number, z: number) => project({ x, y, z })
  return {
    front: [at(left, near, roof), at(right, near, roof), at(right, near, floor), at(left, near, floor)],
    side: [at(right - 1, near, roof), at(right, far, roof), at(right, far, floor), at(right - 1, near, floor)],
    top: [at(left, near, roof - 1), at(right, near, roof - 1), at(right, far, roof), at(left, far, roof)],
    edge: [at(left, near, roof), at(right, near, roof), at(right, far, roof)],
  }
}

/** The light on an upright round body, left to right. */
export function round(pen: Pen, skin: Tone): string {
  return pen.blend({
    base: skin.light,
    stops: [
      [0, skin.base],
      [22, skin.hi],
      [48, skin.base],
      [82, skin.dark],
      [100, skin.deep],
    ],
  })
}

/** The same for polished metal: a second, narrow reflection at the right. */
export function polished(pen: Pen, skin: Tone): string {
  return pen.blend({
    base: skin.light,
    stops: [
      [0, skin.dark],
      [10, skin.base],
      [26, '#ffffff'],
      [40, skin.light],
      [66, skin.dark],
      [84, skin.deep],
      [92, skin.base],
      [100, skin.dark],
    ],
  })
}

export type Drum = { cx: number; foot: number; r: number; h: number; top?: number }

/** An upright cylinder or cone frustum; `top` is the upper radius. The lid's ellipse is drawn with `cover`. */
export function drum(
  pen: Pen,
  { drum: { cx, foot, r, h, top = r }, fill, cover }: { drum: Drum; fill: string; cover?: string },
): string {
  const head = foot - h
  const d = `M${n(cx - top)} ${n(head)}L${n(cx - r)} ${n(foot)}A${n(r)} ${n(r * FLAT)} 0 0 0 ${n(cx + r)} ${n(foot)}L${n(cx + top)} ${n(head)}A${n(top)} ${n(top * FLAT)} 0 0 1 ${n(cx - top)} ${n(head)}Z`
  const lid = cover ? pen.piece({ d: oval({ cx, cy: head, rx: top, ry: top * FLAT }), fill: cover }) : ''
  return pen.piece({ d, fill }) + lid
}

/** A ring around an upright body, as wide as `h`. */
export function band(pen: Pen, { drum: { cx, foot, r, h }, fill }: { drum: Drum; fill: string }): string {
  const arc = (sweep: 0 | 1, to: number, y: number) => `A${n(r)} ${n(r * FLAT)} 0 0 ${sweep} ${n(to)} ${n(y)}`
  const d = `M${n(cx - r)} ${n(foot - h)}V${n(foot)}${arc(0, cx + r, foot)}V${n(foot - h)}${arc(1, cx - r, foot - h)}Z`
  return pen.piece({ d, fill })
}

/** A bar or tube along a path, lit from above. */
export function tube(pen: Pen, { d, skin, width }: { d: string; skin: Tone; width: number }): string {
  return (
    pen.line({ d, colour: skin.dark, width }) +
    pen.hair({ d, colour: skin.base, width: width * 0.72, alpha: 1 }) +
    pen.hair({ d, colour: skin.hi, width: width * 0.24, alpha: 0.9 })
  )
}
