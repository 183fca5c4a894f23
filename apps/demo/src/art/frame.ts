import { n } from './path.ts'
import type { Shape } from './shape.ts'

/** A way of placing a shape on the board: scale, then move. */
export type Placing = { scale: number; dx: number; dy: number }

/** Scales and moves a shape so that it fills `size` pixels around the middle of the board. */
export function fit(
  { bounds: { x, y, w, h } }: Shape,
  { size, at }: { size: number; at: readonly [number, number] },
): Placing {
  const scale = Math.round(Math.min(1.3, size / Math.max(w, h)) * 100) / 100
  return { scale, dx: at[0] - (x + w / 2) * scale, dy: at[1] - (y + h / 2) * scale }
}

/** The placing as an SVG attribute. */
export function placed({ scale, dx, dy }: Placing): string {
  return `translate(${n(dx)} ${n(dy)})scale(${scale})`
}
