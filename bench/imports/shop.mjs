import { createCommerce, serve } from '@vitrine/core'

/*
 * The shop as production runs it, in a process of its own: tells its address, then its memory four times a second,
 * and answers `idle` when everything that was set off is done, with the processor time
 * that it took since its start.
 */

const [file = '', operatorToken = ''] = process.argv.slice(2)
const commerce = await createCommerce({
  database: { url: `file:${file}` },
  mode: 'production',
  secret: 'a secret of the benchmark, long enough',
  operatorToken,
  limits: { general: 1_000_000 },
  log: { level: 'error' },
})
await commerce.start()
const { url, stop } = await serve(commerce, { port: 0, handleSignals: false })
const tell = (/** @type {object} */ message) => process.send?.(message)
const telling = setInterval(() => tell({ memory: process.memoryUsage.rss() }), 250)
process.on('message', async (message) => {
  if (message === 'idle') await commerce.idle()
  if (message === 'stop') {
    clearInterval(telling)
    await stop()
  }
  const { user, system } = process.cpuUsage()
  tell({ done: message, cpuMs: (user + system) / 1_000 })
  if (message === 'stop') process.disconnect?.()
})
tell({ url })
