import { expect, test } from 'vitest'
import { optionsOf } from './options.ts'

test('without anything it is a file database on port 3000', () => {
  expect(optionsOf([], {})).toEqual({
    port: 3000,
    hostname: '127.0.0.1',
    database: { url: 'file:.data/demo.db' },
    publicUrl: 'http://localhost:3000',
    platforms: undefined,
  })
})

test('arguments go before the environment, and a path is a file', () => {
  const options = optionsOf(['--port', '4000', '--database', 'shop.db'], {
    PORT: '5000',
    PUBLIC_URL: 'https://shop.example.com/',
  })
  expect(options).toMatchObject({
    port: 4000,
    database: { url: 'file:shop.db' },
    publicUrl: 'https://shop.example.com',
  })
})

test('platforms are named with commas, and there may be none', () => {
  expect(optionsOf(['--platforms', 'bazaar,ebay'], {})?.platforms).toEqual(['bazaar', 'ebay'])
  expect(optionsOf(['--platforms', 'none'], {})?.platforms).toEqual([])
})

test.each([
  [['--port', 'abc']],
  [['--port', '0']],
  [['--port', '70000']],
  [['--public-url', 'here']],
  [['--colour', 'red']],
])('%s is refused in words', (args) => {
  expect(() => optionsOf(args, {})).toThrow()
})

test('help is asked for', () => {
  expect(optionsOf(['--help'], {})).toBeUndefined()
})
