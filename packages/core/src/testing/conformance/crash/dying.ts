import { ok } from 'node:assert/strict'
import type { World } from '../world.ts'

interface Dying {
  /** Where the process dies, each time after the deed was done anew; of several, at one after the other, with nothing done in between. */
  readonly places: readonly (string | readonly string[])[]
  readonly deed: (world: World, time: number) => Promise<unknown>
  /** What must be true at once when it goes on, before any time passes. */
  readonly soon?: (world: World, times: number) => Promise<void>
  /** What else must be true when it has gone on. */
  readonly check?: (world: World, times: number) => Promise<void>
}

/** The process dies at each place in turn, is opened again on what it left, and ends where it should, with nothing done twice. */
export async function dying(world: World, { places, deed, soon, check }: Dying): Promise<void> {
  for (const [time, place] of places.entries()) {
    const [first = '', ...others] = typeof place === 'string' ? [place] : place
    ok(await world.dieAt(first, () => deed(world, time)), `the place ${first} was never passed`)
    for (const next of others) ok(await world.dieAt(next, nothing), `the place ${next} was never passed`)
    await world.shop.commerce.idle()
    await soon?.(world, time + 1)
    await world.settle()
    await world.expectAgreement()
    await check?.(world, time + 1)
  }
}

const nothing = async () => undefined

export const HOUR = 3_600_000

/** A case that begins with everything listed. */
export const afterListing = (run: (world: World) => Promise<void>) => async (world: World) => {
  await world.listAll()
  await run(world)
}
