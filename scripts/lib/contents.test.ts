import { describe, expect, it } from 'vitest'
import { clientFaults, contentFaults, expectedFiles } from './contents.mjs'

const sources = [
  'index.ts',
  'a',
  'a/room.tsx',
  'a/room.test.ts',
  'a/room.test-d.ts',
  'a/fixtures/shop.ts',
  'fixtures/x.ts',
]
const expected = expectedFiles({ sources, always: ['package.json'] })

describe('the content of a package', () => {
  it('is what its sources make, without tests and fixtures', () => {
    expect(expected).toEqual([
      'dist/a/room.d.ts',
      'dist/a/room.js',
      'dist/a/room.js.map',
      'dist/index.d.ts',
      'dist/index.js',
      'dist/index.js.map',
      'package.json',
    ])
    expect(contentFaults({ expected, packed: expected })).toEqual([])
  })

  it('is the types of its sources and the files of a bundle, where there is one', () => {
    expect(expectedFiles({ sources, always: [], bundled: ['chunks/all.js', 'chunks/all.js.map', 'index.js'] })).toEqual(
      ['dist/a/room.d.ts', 'dist/chunks/all.js', 'dist/chunks/all.js.map', 'dist/index.d.ts', 'dist/index.js'],
    )
  })

  it.each([
    ['dist/a/gone.js', 'dist/a/gone.js has no source'],
    ['dist/a/room.test.js', 'dist/a/room.test.js is private'],
    ['dist/a/fixtures/shop.js', 'dist/a/fixtures/shop.js is private'],
    ['.env', '.env is private'],
    ['dist/.tsbuildinfo', 'dist/.tsbuildinfo is private'],
    ['src/index.ts', 'src/index.ts is private'],
    ['data/shop.db', 'data/shop.db is private'],
  ])('is not %s', (path, fault) => {
    expect(contentFaults({ expected, packed: [...expected, path] })).toContain(fault)
  })

  it('is not less either', () => {
    expect(contentFaults({ expected, packed: expected.slice(1) })).toEqual(['dist/a/room.d.ts is missing'])
  })
})

describe('the types of a client', () => {
  const typed = (door: string) => `contract: { problems: import("${door}").ProblemType[] }`

  it('name the contract and not the server, which would bring every table along', () => {
    expect(clientFaults('dist/client.d.ts', typed('@vitrine/core'))).toEqual([
      'dist/client.d.ts names @vitrine/core in place of @vitrine/core/contract',
    ])
    expect(clientFaults('dist/client.d.ts', "import { Money } from '@vitrine/core'")).toHaveLength(1)
    expect(clientFaults('dist/client.d.ts', typed('@vitrine/core/contract'))).toEqual([])
    expect(clientFaults('dist/index.d.ts', typed('@vitrine/core'))).toEqual([])
  })
})
