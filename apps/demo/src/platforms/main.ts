import { setPriority } from 'node:os'
import { openSandbox } from '@vitrine/core/testing'
import { pinterestSandbox } from '@vitrine/plugin-pinterest/sandbox'
import { amazonPlatform } from './amazon.ts'
import { bazaarPlatform } from './bazaar.ts'
import { ebayPlatform } from './ebay.ts'
import type { Told } from './told.ts'

/*
 * The outside platforms of the demo, in a process of their own: it tells the address of each to the process that forked it, and ends with it.
 * The shop goes before it when both want the processor.
 */

/** Seconds between two buyers at one marketplace, so that the shop gets about an order a minute. */
const EVERY = 180

/* What the platforms themselves do not want to show. */
const NO_KNIVES = [
  { word: 'Ontzegelmes', code: '25019', message: 'Messen mogen niet worden aangeboden.', field: 'categoryId' },
]
const NO_BLADES = [{ word: 'Ontzegelmes', code: '18299', message: 'This product is restricted.', field: 'item_name' }]
const NO_ANIMALS = [{ word: 'nucleus colony', code: '195', message: 'Live animals are not shown.', field: 'title' }]

const PLATFORMS = {
  bazaar: () => openSandbox({ platform: bazaarPlatform(EVERY) }),
  ebay: () => openSandbox({ platform: ebayPlatform(EVERY), knobs: { rejections: NO_KNIVES } }),
  amazon: () => openSandbox({ platform: amazonPlatform(EVERY), knobs: { rejections: NO_BLADES } }),
  pinterest: () => pinterestSandbox({ knobs: { rejections: NO_ANIMALS } }),
}

setPriority(5)
// Ctrl+C in a terminal goes to this process too, and the shop still has something to finish.
process.on('SIGINT', () => undefined)
process.once('disconnect', () => process.exit(0))

const named = process.argv.slice(2)
const wanted = Object.entries(PLATFORMS).filter(([name]) => named.length === 0 || named.includes(name))
const told = await Promise.all(
  wanted.map(async ([name, open]): Promise<[string, Told[string]]> => {
    try {
      return [name, { url: (await open()).url }]
    } catch (error) {
      return [name, { fault: error instanceof Error ? error.message : String(error) }]
    }
  }),
)
process.send?.(Object.fromEntries(told))
