import { bare, n, type Point } from './path.ts'

/** A place in the little world of a drawing: x along the front, y into the depth, z up; the ground is z = 0. */
export type Place = { x?: number; y?: number; z?: number }

/** Turned 30° and looked at from 20° above, the same for every picture. */
const COS = Math.cos(Math.PI / 6)
const SIN = Math.sin(Math.PI / 6)
const LIFT = Math.cos(Math.PI / 9)

/** How flat a horizontal circle looks from this camera. */
export const FLAT = Math.sin(Math.PI / 9)

/** Where the world's origin lies on the 1200 × 1200 board. */
const ORIGIN: Point = [600, 900]

/** Orthographic projection to the board. */
export function project({ x = 0, y = 0, z = 0 }: Place): Point {
  return [ORIGIN[0] + x * COS + y * SIN, ORIGIN[1] - z * LIFT + (x * SIN - y * COS) * FLAT]
}

type Plane = 'front' | 'side' | 'top'

const AXES: Record<Plane, readonly [number, number, number, number]> = {
  front: [COS, SIN * FLAT, 0, LIFT],
  side: [SIN, -COS * FLAT, 0, LIFT],
  top: [COS, SIN * FLAT, SIN, -COS * FLAT],
}

/**
 * Puts flat artwork on a face of the world. The artwork's origin is `at`; its x runs along the face, its y runs
 * down (front, side) or into the depth (top).
 */
export function onPlane({ plane, at, art }: { plane: Plane; at: Place; art: string }): string {
  const [x, y] = project(at)
  const axes = AXES[plane].map((value) => bare(Math.round(value * 1000) / 1000))
  return `<g transform="matrix(${axes.join(' ')} ${n(x)} ${n(y)})">${art}</g>`
}
