import { createServer } from 'node:http'
import { openRaw } from './raw-writer.mjs'

/**
 * The least that can take a checkout of five requests over HTTP and write the same rows: Node's server, no routing, no checks, the lines
 * of every request known beforehand, requests of one moment committed together.
 * @typedef {import('./raw-writer.mjs').Line} Line
 * @typedef {import('./orders.mjs').WrittenCheckout} WrittenCheckout
 */

/** About as long as a cart in JSON. */
const filler = 'x'.repeat(1_500)
/** By the last part of the path; the first makes the cart, the second changes it. */
const steps = ['', '', 'delivery', 'payment', 'complete']

/**
 * @param {string} file
 * @param {readonly WrittenCheckout[]} checkouts
 */
export async function serveRaw(file, checkouts) {
  const writer = openRaw(file)
  const commit = committer(writer)
  let carts = 0
  const server = createServer((request, response) => {
    request.resume()
    request.on('end', async () => {
      const [, , , id, step = ''] = (request.url ?? '').split('/')
      const cart = id === undefined ? carts++ : Number(id)
      const lines = checkouts[cart]?.[id === undefined ? 0 : Math.max(1, steps.indexOf(step, 2))]
      if (lines === undefined) return void response.writeHead(410, { 'Content-Length': 0 }).end()
      await commit(lines)
      const body = JSON.stringify({ id: String(cart), token: 'raw', filler })
      const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length }
      response.writeHead(id === undefined ? 201 : 200, headers).end(body)
    })
  })
  await new Promise((next) => server.listen(0, '127.0.0.1', () => next(undefined)))
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address())
  return { port }
}

/** @param {import('./raw-writer.mjs').RawWriter} writer */
function committer(writer) {
  /** @type {{ lines: readonly Line[], done: (value?: unknown) => void }[]} */
  const waiting = []
  const flush = () => {
    const group = waiting.splice(0, 64)
    writer.write(group.map(({ lines }) => lines))
    for (const { done } of group) done()
    if (waiting.length > 0) setImmediate(flush)
  }
  return (/** @type {readonly Line[]} */ lines) =>
    new Promise((done) => {
      waiting.push({ lines, done })
      if (waiting.length === 1) setImmediate(flush)
    })
}
