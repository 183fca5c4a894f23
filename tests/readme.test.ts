import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startTestShop } from '@vitrine/core/testing'
import { describe, expect, test } from 'vitest'
import { blocksOf, linksOf, npmScriptsOf } from './readme/blocks.ts'
import { execute, typeFaults } from './readme/execute.ts'
import { read, root } from './rooms/files.ts'

/** The SDK runs the code of its own page. */
const pages = ['README.md', 'CONTRIBUTING.md', 'packages/core/README.md', 'packages/plugins/bazaar/README.md']

const isBuilt = existsSync(join(root, 'packages/core/dist/cli/main.js'))

describe.each(pages)('%s', (page) => {
  const text = read(page)
  const runnable = blocksOf(text).filter(({ runs }) => runs)

  test('links to files that exist', () => {
    const missing = linksOf(text).filter((path) => !existsSync(join(root, dirname(page), path)))
    expect(missing).toEqual([])
  })

  test('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    expect(npmScriptsOf(text).filter((name) => scripts[name] === undefined)).toEqual([])
  })

  for (const block of runnable) {
    test(`runs: line ${block.line}, ${block.heading}`, { timeout: 60_000 }, async ({ skip }) => {
      skip(block.language === 'sh' && !isBuilt, 'the command is not built')
      const shop = await startTestShop()
      await execute({ block, url: shop.url }).finally(shop.close)
    })
  }
})

test('every example is what a strict project takes', { timeout: 60_000 }, async () => {
  const examples = pages.flatMap((page) =>
    blocksOf(read(page))
      .filter(({ runs, language }) => runs && language === 'ts')
      .map(({ code, line }) => ({ code, name: `${page.replaceAll('/', '-')}-line-${line}` })),
  )
  expect(await typeFaults(examples)).toBe('')
})

test('the first pages have code to run', () => {
  const languages = (page: string) => blocksOf(read(page)).flatMap(({ runs, language }) => (runs ? [language] : []))
  expect(languages('README.md')).toEqual(['ts', 'sh'])
  expect(languages('packages/core/README.md').length).toBeGreaterThan(3)
})
