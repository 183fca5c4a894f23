import { seedRaw } from './raw/seed.mjs'

/* Fills one database in a process of its own: `node seeding.mjs <ours|raw> <file> <products> <pieces>`. */

process.on('disconnect', () => process.exit())

const [, , which, file = '', products, pieces] = process.argv
const seed = {
  file,
  products: Number(products),
  pieces: Number(pieces),
  say: (/** @type {string} */ text) => void process.stderr.write(text),
}
if (which === 'raw') {
  seedRaw(seed)
  process.send?.({ key: '' })
} else {
  const { seedOurs } = await import('./ours/seed.mjs')
  process.send?.({ key: await seedOurs(seed) })
}
process.disconnect()
