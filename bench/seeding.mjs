import { seedRaw } from './raw/seed.mjs'

/* Fills one database in a process of its own: `node seeding.mjs <ours|raw> <file> <products>`. */

const [, , which, file = '', count] = process.argv
const seed = { file, products: Number(count), say: (/** @type {string} */ text) => void process.stderr.write(text) }
if (which === 'raw') {
  seedRaw(seed)
  process.send?.({ key: '' })
} else {
  const { seedOurs } = await import('./ours/seed.mjs')
  process.send?.({ key: await seedOurs(seed) })
}
process.disconnect()
