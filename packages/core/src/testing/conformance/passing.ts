import type { World } from './world.ts'

/** Waits double up to half an hour, so a day of the clock passes every one of them. */
const STEPS = [
  0, 0, 3_000, 3_000, 6_000, 12_000, 25_000, 60_000, 120_000, 240_000, 500_000, 1_000_000, 2_000_000, 4_000_000,
]

/** Time passes until the shop is dead, or nothing more comes. */
export async function workUntil(world: World, deed: () => Promise<unknown>, isDead: () => boolean): Promise<void> {
  await deed()
  for (const step of STEPS) {
    if (isDead()) return
    world.advance(step)
    await world.shop.commerce.idle()
  }
}

/** Works until nothing is due, with the clock put forward over every wait, at most a day. */
export async function settle(world: World): Promise<void> {
  for (const step of STEPS) {
    world.advance(step)
    await world.shop.commerce.idle()
    const { health, listings } = await world.admin.channels.get({ params: { id: world.id } })
    const isQuiet = Object.values(health.queue).every((count) => count === 0) && health.status === 'ok'
    if (isQuiet && (listings.pending ?? 0) === 0) return
  }
}
