import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./buyers.mjs', import.meta.url))

/**
 * Sends buyers into a shop until they are called off. `lap` answers what they met since the last one.
 * @param {import('./running.mjs').RunningShop} shop
 * @param {{ key: string, rate: number, goods: { handle: string, variantId: string }[] }} visit requests a second
 */
export function sendBuyers({ url }, { key, rate, goods }) {
  const child = fork(program, [url, key, String(rate), JSON.stringify(goods)])
  const lap = async (word = 'lap') => {
    child.send(word)
    const [{ latencies, failed }] = await once(child, 'message')
    const sorted = /** @type {number[]} */ (latencies).sort((a, b) => a - b)
    const at = (/** @type {number} */ part) => sorted[Math.floor(sorted.length * part)] ?? 0
    return { requests: sorted.length, failed, p50: at(0.5), p99: at(0.99), most: sorted.at(-1) ?? 0 }
  }
  return { lap, stop: () => lap('stop') }
}
