import type { Shape } from '../shape.ts'
import { bees } from './bees.ts'
import { candles } from './candles.ts'
import { clothing } from './clothing.ts'
import { combShapes } from './comb.ts'
import { extraction } from './extraction.ts'
import { frameShapes } from './frames.ts'
import { glassware } from './glass.ts'
import { handTools } from './hand-tools.ts'
import { hiveParts } from './hive-parts.ts'
import { hives } from './hives.ts'
import { honeyJars } from './honey-jars.ts'
import { honeyTools } from './honey-tools.ts'
import { queenTools } from './queen-tools.ts'
import { smoker } from './smoker.ts'
import { wax } from './wax.ts'

const shapes = {
  ...hives,
  ...hiveParts,
  ...frameShapes,
  ...smoker,
  ...handTools,
  ...queenTools,
  ...clothing,
  ...extraction,
  ...honeyJars,
  ...glassware,
  ...combShapes,
  ...candles,
  ...honeyTools,
  ...wax,
  ...bees,
} as const

export type ShapeName = keyof typeof shapes

/** Every drawable thing by its name. */
export const SHAPES: Readonly<Record<ShapeName, Shape>> = shapes
