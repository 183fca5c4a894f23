import type { SeedProduct } from '../types.ts'
import { apiaryYard } from './apiary-yard.ts'
import { bees } from './bees.ts'
import { bottling } from './bottling.ts'
import { candles } from './candles.ts'
import { extractors } from './extractors.ts'
import { feeding } from './feeding.ts'
import { foundation } from './foundation.ts'
import { frames } from './frames.ts'
import { handTools } from './hand-tools.ts'
import { hiveParts } from './hive-parts.ts'
import { hiveTable } from './hive-table.ts'
import { hives } from './hives.ts'
import { honey } from './honey.ts'
import { jacketsAndGloves } from './jackets-and-gloves.ts'
import { localHives } from './local-hives.ts'
import { queenTools } from './queen-tools.ts'
import { settling } from './settling.ts'
import { suits } from './suits.ts'
import { tools } from './tools.ts'
import { uncapping } from './uncapping.ts'
import { wax } from './wax.ts'

/** Sixty products with 220 variants, category by category. */
export const PRODUCTS: readonly SeedProduct[] = [
  ...hives,
  ...localHives,
  ...hiveParts,
  ...apiaryYard,
  ...frames,
  ...foundation,
  ...tools,
  ...handTools,
  ...queenTools,
  ...suits,
  ...jacketsAndGloves,
  ...extractors,
  ...uncapping,
  ...settling,
  ...bottling,
  ...honey,
  ...hiveTable,
  ...wax,
  ...candles,
  ...bees,
  ...feeding,
]
