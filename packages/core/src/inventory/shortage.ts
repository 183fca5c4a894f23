import type { Shortage } from './model.ts'
import { problems } from './problems.ts'

/** Throws `inventory.insufficient` for the first line that cannot be had, with all of them in `errors`. */
export function refuseShortages(shortages: readonly Shortage[]): void {
  const [first] = shortages
  if (first === undefined) return
  const { variantId, requested, available } = first
  throw problems.insufficient({
    detail: `${requested} were asked for, ${available} can be had.`,
    extra: { variantId, requested, available },
    errors: shortages.map(({ key, requested: wanted, available: left }) => ({
      path: `lines.${key}`,
      code: 'insufficient',
      message: `${wanted} were asked for, ${left} can be had`,
    })),
  })
}
