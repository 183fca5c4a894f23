import { Agent, request } from 'node:http'
import { seeded, zipf } from '../random.mjs'

/*
 * Buyers in a process of their own, at an even pace whatever the shop does: nine look at a product, the tenth puts one in a new cart.
 * Every latency counts from the moment when the request was due, so that a stalled shop is not let off.
 */

const [url = '', key = '', rate = '100', list = '[]'] = process.argv.slice(2)
/** @type {{ handle: string, variantId: string }[]} */
const goods = JSON.parse(list)
const random = seeded(7)
const place = zipf(goods.length)
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const headers = { 'vitrine-key': key, 'content-type': 'application/json' }

/** @type {number[]} */
let latencies = []
let failed = 0
let sent = 0
const started = performance.now()

const timer = setInterval(() => {
  const due = (performance.now() - started) * (Number(rate) / 1_000)
  for (; sent < due; sent += 1) send(started + (sent * 1_000) / Number(rate))
}, 1)

/** @param {number} due */
function send(due) {
  const { handle, variantId } = goods[place(random())] ?? { handle: '', variantId: '' }
  const isCart = sent % 10 === 9
  const path = isCart ? '/store/carts' : `/store/products/${handle}`
  const asked = request(`${url}${path}`, { agent, headers, method: isCart ? 'POST' : 'GET' }, (answer) => {
    answer.resume()
    if ((answer.statusCode ?? 500) >= 400) failed += 1
    answer.on('end', () => latencies.push(performance.now() - due))
  })
  asked.on('error', () => {
    failed += 1
  })
  asked.end(isCart ? JSON.stringify({ lines: [{ variantId, quantity: 1 }] }) : undefined)
}

process.on('message', (message) => {
  process.send?.({ latencies, failed })
  latencies = []
  if (message === 'stop') {
    clearInterval(timer)
    agent.destroy()
    process.disconnect?.()
  }
})
