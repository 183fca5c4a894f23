import type { App } from '../kernel/index.ts'
import { allLocations } from './locations/index.ts'
import type { HoldRequest } from './model.ts'
import { readSnapshot } from './snapshot.ts'
import { source } from './sourcing.ts'

/** The keys of the lines that each place could not give, if all of them were fetched there; the cart's own holds count as free. */
export async function missingAt(
  ctx: Pick<App, 'db' | 'now'>,
  request: HoldRequest,
  locationIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const variantIds = [...new Set(request.lines.filter(({ tracked }) => tracked).map(({ variantId }) => variantId))]
  const [locations, { stock }] = await Promise.all([
    allLocations(ctx),
    readSnapshot(ctx, { variantIds, cartId: request.cartId, addressKey: null }),
  ])
  const missing = (pickupLocationId: string) =>
    source(locations, stock, { ...request, pickupLocationId }).shortages.map(({ key }) => key)
  return new Map(locationIds.map((id) => [id, missing(id)]))
}
