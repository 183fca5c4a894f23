import { setPriority } from 'node:os'
import { openSandbox } from '@vitrine/core/testing'
import { pinterestSandbox } from '@vitrine/plugin-pinterest/sandbox'
import { bazaarPlatform } from './bazaar.ts'
import { ebayPlatform } from './ebay.ts'
import type { Told } from './told.ts'

/*
 * The outside platforms of the demo, in a process of their own: it tells the address of each to the process that forked it, and ends with it.
 * The shop goes before it when both want the processor.
 */

/** Seconds between two buyers at one marketplace, so that the shop gets about an order a minute. */
const EVERY = 120

/** Live animals are not for sale at a place that does not say so before. */
const rejections = [
  { word: 'aflegger op', code: '25019', message: 'Levende dieren mogen niet worden aangeboden.', field: 'categoryId' },
]
const NO_ANIMALS = [{ word: 'nucleus colony', code: '195', message: 'Live animals are not shown.', field: 'title' }]

const PLATFORMS = {
  bazaar: () => openSandbox({ platform: bazaarPlatform(EVERY) }),
  ebay: () => openSandbox({ platform: ebayPlatform(EVERY), knobs: { rejections } }),
  pinterest: () => pinterestSandbox({ knobs: { rejections: NO_ANIMALS } }),
}

setPriority(10)
// Ctrl+C in a terminal goes to this process too, and the shop still has something to finish.
process.on('SIGINT', () => undefined)
process.once('disconnect', () => process.exit(0))

const told = await Promise.all(
  Object.entries(PLATFORMS).map(async ([name, open]): Promise<[string, Told[string]]> => {
    try {
      return [name, { url: (await open()).url }]
    } catch (error) {
      return [name, { fault: error instanceof Error ? error.message : String(error) }]
    }
  }),
)
process.send?.(Object.fromEntries(told))
