import { expect, it } from 'vitest'
import { kept } from './fixtures/run.ts'
import { main } from './main.ts'

const vitrine = async (...argv: string[]) => {
  const [out, error] = [kept(), kept()]
  const code = await main(argv, { out: out.stream, error: error.stream, now: () => 0 })
  return { code, out: out.text(), error: error.text() }
}

const NAMES = ['import', 'export', 'staff', 'webhook', 'plugin', 'check', 'doctor', 'migrate', 'backup', 'restore']

it('lists its commands when it is called with nothing, help, --help or -h', async () => {
  const plain = await vitrine()
  for (const name of NAMES) expect(plain.out).toContain(`\n  ${name} `)
  expect(plain.code).toBe(0)
  expect([await vitrine('help'), await vitrine('--help'), await vitrine('-h')]).toEqual([plain, plain, plain])
  expect(JSON.parse((await vitrine('--json')).out).map(({ name }: { name: string }) => name)).toEqual(NAMES)
})

it('says its version', async () => {
  expect((await vitrine('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/)
})

it.each(NAMES)('explains %s with every option', async (name) => {
  const { code, out, error } = await vitrine(name, '--help')
  expect([code, error]).toEqual([0, ''])
  expect(out).toMatch(new RegExp(`^vitrine ${name}`))
  for (const option of ['--database', '--json', '--help']) expect(out).toContain(option)
  expect((await vitrine('help', name)).out).toBe(out)
})

it.each([
  [['imprt'], 'Did you mean import?'],
  [['launch-a-rocket'], 'There are: import, export'],
  [['import', '--dryrun', 'shopify', 'a.csv'], 'Did you mean --dry-run?'],
  [['check', '--zzzzzzzz'], 'See: vitrine check --help'],
  [['check', 'now'], 'now is one word too many'],
  [['export', 'products', '--currency'], "'--currency <value>' argument missing"],
  [['import'], 'vitrine import shopify <file.csv>'],
  [['import', 'shopify', '/nowhere/a.csv'], 'There is no file /nowhere/a.csv'],
  [['export', 'everything'], 'products, orders, customers, stock'],
  [['export', 'orders', '--currency', 'EUR'], 'for products only'],
  [['staff', 'remove', 'a@example.com'], 'vitrine staff add <email>'],
  [['webhook'], 'vitrine webhook send'],
  [['webhook', 'send', '--set', 'data.orderId'], '--set needs path=value'],
  [['doctor', '--port', '70000'], 'from 1 to 65535'],
  [['backup'], 'vitrine backup <file.db>'],
  [['restore', '/nowhere/a.db'], 'There is no file'],
])('answers wrong use with exit code 2 and a way on: %j', async (argv, words) => {
  const { code, out, error } = await vitrine(...argv)
  expect([code, out]).toEqual([2, ''])
  expect(error).toContain(words)
})

it('fails as one JSON object on stdout when --json was asked for', async () => {
  const { code, out, error } = await vitrine('check', '--repare', '--json')
  expect([code, error]).toEqual([2, ''])
  expect(JSON.parse(out)).toEqual({ error: 'vitrine check has no option repare.', hint: 'Did you mean --repair?' })
})

it('answers 3 when the database cannot be reached or opened', async () => {
  const { code, error } = await vitrine('check', '--database', 'mysql://shop')
  expect(code).toBe(3)
  expect(error).toContain('is no database url')
})
