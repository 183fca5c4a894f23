import type { Shape } from '../shape.ts'
import { hives } from './hives.ts'

const shapes = { ...hives } as const

export type ShapeName = keyof typeof shapes

/** Every drawable thing by its name. */
export const SHAPES: Readonly<Record<ShapeName, Shape>> = shapes
