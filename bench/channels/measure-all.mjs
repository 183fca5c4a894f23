import { openMarketplace } from './marketplace.mjs'
import { measureBurst, measureLag, measureResync } from './measure.mjs'
import { openRaw } from './raw.mjs'
import { openStalls } from './shop.mjs'

/** Changes of stock in a second. */
const RATE = 50

/**
 * Ours, and then the least program against the same marketplace.
 * @param {{ connections: number, listings: number, seconds: number, changes: number, resync: number, say: (text: string) => void }} size
 * @returns {Promise<import('./report.mjs').Measured>}
 */
export async function measureChannels({ connections, listings, seconds, changes, resync, say }) {
  const accounts = Math.max(connections, Math.ceil(resync / listings))
  const marketplace = await openMarketplace(accounts)
  const shown = () => marketplace.shown(connections)
  const stalls = await openStalls({ marketplace, connections, listings, say })
  say('Ours: changes at an even pace, and a burst\n')
  const lag = await measureLag(stalls.program, { rate: RATE, seconds })
  const burst = await measureBurst(stalls.program, { changes, quantity: 77, shown })
  await stalls.more(accounts - connections)
  say('Ours: comparing everything\n')
  const before = await marketplace.calls()
  const same = await measureResync(stalls.compare)
  const calls = (await marketplace.calls()) - before
  await stalls.close()
  say('Raw\n')
  const least = await openRaw({ marketplace, connections, skus: stalls.program.skus })
  const raw = {
    lag: await measureLag(least.program, { rate: RATE, seconds }),
    burst: await measureBurst(least.program, { changes, quantity: 78, shown }),
    resync: await measureResync(() => least.compare(accounts)),
  }
  least.close()
  marketplace.stop()
  return { listings, connections, calls, resynced: accounts * listings, ours: { lag, burst, resync: same }, raw }
}
