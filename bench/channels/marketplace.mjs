import { fork } from 'node:child_process'
import { once } from 'node:events'

/**
 * Starts the marketplace in its own process.
 * @typedef {Awaited<ReturnType<typeof openMarketplace>>} Marketplace
 * @param {number} sellers
 */
export async function openMarketplace(sellers) {
  const child = fork(new URL('./sandbox.mjs', import.meta.url), [String(sellers)])
  const [{ url }] = await once(child, 'message')
  const ask = async (/** @type {string} */ what) => {
    child.send(what)
    const [answer] = await once(child, 'message')
    return answer
  }
  return {
    url: /** @type {string} */ (url),
    /** Quantities by key, for so many sellers. */
    shown: async (/** @type {number} */ count) => {
      const { state } = await ask('state')
      return state.slice(0, count).map((/** @type {[string, number][]} */ offers) => new Map(offers))
    },
    /** How many calls came so far. */
    calls: async () => /** @type {number} */ ((await ask('calls')).calls),
    stop: () => child.send('stop'),
  }
}
