import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { blocksOf, linksOf, npmScriptsOf } from './readme/blocks.ts'
import { execute } from './readme/execute.ts'
import { read, root } from './rooms/files.ts'

/** A whole shop on a free port, in this process. */
interface Testing {
  startTestShop?: () => Promise<{ url: string; close: () => Promise<void> }>
}

const pages = ['README.md', 'CONTRIBUTING.md']
const runnable = blocksOf(read('README.md')).filter((block) => block.runs)

describe.each(pages)('%s', (page) => {
  const text = read(page)

  test('links to files that exist', () => {
    expect(linksOf(text).filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  test('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    expect(npmScriptsOf(text).filter((name) => scripts[name] === undefined)).toEqual([])
  })
})

describe('the code of README.md', async () => {
  const { startTestShop } = (await import('@vitrine/core/testing')) as object as Testing

  test('is there, marked to run', ({ skip }) => {
    skip(startTestShop === undefined, '@vitrine/core/testing has no startTestShop yet')
    expect(runnable).not.toEqual([])
  })

  for (const block of runnable) {
    test(`runs: line ${block.line}, ${block.heading}`, { timeout: 60_000 }, async ({ skip }) => {
      if (startTestShop === undefined) return skip('@vitrine/core/testing has no startTestShop yet')
      const shop = await startTestShop()
      await execute({ block, url: shop.url }).finally(shop.close)
    })
  }
})
