import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { seedOurs } from '../ours/seed.mjs'
import { seeded } from '../random.mjs'
import { startChild } from '../servers/child.mjs'
import { percentile } from './figures.mjs'
import { measureHttp } from './http.mjs'
import { measureOverload } from './overload.mjs'
import { openWire } from './wire.mjs'

/**
 * @typedef {import('./figures.mjs').Figures} Figures
 *
 * A rate of ours beside that of the raw program that writes the same rows; `lines` of SQL in the command.
 * @typedef {Figures & { raw: Figures, lines?: number }} Rate
 *
 * @typedef {Awaited<ReturnType<typeof measureRates>>} Rates
 *
 * @typedef {object} Options
 * @property {number} [seconds] of each stretch
 * @property {number} [callers]
 * @property {number} [products]
 * @property {(text: string) => void} [say]
 */

const files = ['work', 'holds', 'orders', 'http', 'server']

/** Connections over which a flood of buyers comes; those beyond wait. */
const most = 2_000

/**
 * Rates of what must not be slow when everybody buys at once, with the raw program's in the same run: commands in a process, then over
 * HTTP with the generator on the same cores, then ten times too much. Needs the built packages.
 * @param {Options} [options]
 */
export async function measureRates({ seconds = 3, callers = 64, products = 1_000, say = () => undefined } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-rates-'))
  const path = (/** @type {string} */ name) => join(folder, `${name}.db`)
  try {
    say(`seeding ${products} products\n`)
    const key = await seedOurs({ file: path('seed'), products })
    for (const name of files) copyFileSync(path('seed'), path(name))
    say('commands in a process\n')
    const commands = program('commands', [...files.slice(0, 4).map(path), callers, seconds])
    const server = program('server', [path('server')])
    try {
      const { port, rates, ...checked } = await commands.first
      const { url, skus } = await server.first
      const random = seeded(Number(process.env.VITRINE_SEED ?? 1))
      const anySku = () => skus[Math.floor(random() * skus.length)]
      const run = { key, callers, seconds, say }
      const ours = { ...asked(server), port: Number(new URL(url).port), anySku }
      const raw = { ...asked(commands), settle: async () => undefined, port, anySku }
      const http = await overHttp({ ours, raw, ...run })
      const overload = await flooded({ ours, verify: (told) => server.ask({ question: 'verify', told }), ...run }, http)
      return {
        machine: { cores: cpus().length, model: cpus()[0]?.model ?? '', node: process.version },
        options: { seconds, callers, products },
        ...checked,
        rates: /** @type {Record<string, Rate>} */ ({ ...rates, ...http }),
        overload,
      }
    } finally {
      await Promise.all([commands.stop(), server.stop()])
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * @param {string} name
 * @param {readonly (string | number)[]} args
 */
const program = (name, args) => startChild({ script: `rates/${name}.mjs`, args: args.map(String) })

/** @param {import('../servers/child.mjs').Child} child */
const asked = ({ ask }) => ({ read: () => ask({ question: 'read' }), settle: () => ask({ question: 'settle' }) })

/**
 * @typedef {Omit<import('./http.mjs').Server, 'ask'> & { port: number }} Target
 * @typedef {{ key: string, callers: number, seconds: number, say: (text: string) => void }} Run
 */

/** @param {Run & { ours: Target, raw: Target }} run */
async function overHttp({ ours, raw, key, callers, seconds, say }) {
  const measure = async (/** @type {Target} */ target) => {
    const wire = openWire({ port: target.port, key, connections: callers })
    const figures = await measureHttp({ ...target, ask: wire.ask }, { callers, orders: Math.round(seconds * 400) })
    wire.close()
    return figures
  }
  say('over HTTP\n')
  const [our, theirs] = [await measure(ours), await measure(raw)]
  return {
    httpComplete: { ...our.httpComplete, raw: theirs.httpComplete },
    httpCheckout: { ...our.httpCheckout, raw: theirs.httpCheckout },
  }
}

/**
 * @param {Run & { ours: Target, verify: (acknowledged: object) => Promise<any> }} run
 * @param {{ httpCheckout: Rate }} served
 */
async function flooded({ ours, verify, key, seconds, say }, { httpCheckout }) {
  say('ten times too much\n')
  const wire = openWire({ port: ours.port, key, connections: most })
  const buyersPerSecond = Math.round(httpCheckout.rate * 10)
  const { noted, ...overload } = await measureOverload({ ...ours, ...wire }, { buyersPerSecond, seconds })
  wire.close()
  await ours.settle()
  return { ...overload, ...summed(noted), ...(await verify({ carts: noted.carts, orders: noted.orders })) }
}

/** @param {import('./overload.mjs').Noted} noted */
function summed({ times, refused, wrong, carts, orders }) {
  return {
    answers: times.length,
    refused,
    wrong: wrong.length,
    firstWrong: wrong.slice(0, 3),
    acknowledgedCarts: carts.length,
    acknowledgedOrders: orders.length,
    slowest: percentile(times, 100),
  }
}
