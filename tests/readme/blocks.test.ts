import { expect, test } from 'vitest'
import { blocksOf, linksOf, npmScriptsOf } from './blocks.ts'
import { execute, typeFaults } from './execute.ts'

const page = `# Shop

\`\`\`sh
npm run demo
\`\`\`

## First order

\`\`\`ts run
const a = 1

const b = 2
\`\`\`
`

const block = { runs: true, heading: '', line: 1 }

test('blocks come with their language, heading, line and mark', () => {
  expect(blocksOf(page)).toEqual([
    { language: 'sh', runs: false, code: 'npm run demo', heading: 'Shop', line: 3 },
    { language: 'ts', runs: true, code: 'const a = 1\n\nconst b = 2', heading: 'First order', line: 9 },
  ])
})

test('a block that is never closed is an error', () => {
  expect(() => blocksOf('# A\n```ts run\nconst a = 1')).toThrow('line 2')
})

test('links and npm scripts are found', () => {
  expect(linksOf('[a](docs/a.md), [b](https://example.com), [c](#c), [d](d.md#part)')).toEqual(['docs/a.md', 'd.md'])
  expect(npmScriptsOf('`npm run check:packages`, then `npm test -- --changed`')).toEqual(['check:packages', 'test'])
})

test('a block talks to the shop that was started for it', async () => {
  const url = 'http://127.0.0.1:4999'
  const code =
    "if (String(new URL('http://localhost:3000/x')) !== 'http://127.0.0.1:4999/x') throw new Error('wrong shop')"
  await execute({ block: { ...block, language: 'ts', code }, url })
  await execute({
    block: { ...block, language: 'sh', code: 'test http://localhost:3000 = http://127.0.0.1:4999' },
    url,
  })
})

test('a block that throws, does not type-check, or ends badly is an error', async () => {
  const run = (language: string, code: string) => execute({ block: { ...block, language, code }, url: 'http://shop' })
  await expect(run('ts', "throw new Error('no')")).rejects.toThrow('no')
  expect(await typeFaults([{ code: "const n: number = 'one'", name: 'bad' }])).toMatch(/bad.*TS2322/)
  await expect(run('sh', 'false\ntrue')).rejects.toThrow()
  await expect(run('py', 'pass')).rejects.toThrow('can run py')
})
