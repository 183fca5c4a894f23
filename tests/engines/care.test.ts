import { existsSync, readdirSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { HEADER, openPlace, type Place } from '../../packages/core/src/cli/fixtures/run.ts'
import { openTestShop } from '../../packages/core/src/testing/shop.ts'
import { describeServer } from './fixtures/server.ts'

describeServer('the command line on a libSQL server', (server) => {
  let place: Place
  const secret = process.env.VITRINE_SECRET
  const vitrine = (...argv: string[]) => place.vitrine(...argv, '--database', server.url())
  const json = async (...argv: string[]) =>
    JSON.parse((await vitrine(...argv, '--json')).out) as Record<string, unknown>
  beforeAll(() => {
    process.env.VITRINE_SECRET = 'a secret of the tests, long enough'
    place = openPlace()
  })
  afterAll(() => {
    if (secret === undefined) delete process.env.VITRINE_SECRET
    else process.env.VITRINE_SECRET = secret
    place.remove()
  })

  it('migrates, imports, exports and checks as it does with a file', async () => {
    expect((await vitrine('migrate')).out).toContain('core/0001_kernel')
    expect((await vitrine('migrate')).out).toBe('The schema is up to date.\n')
    expect((await vitrine('import', 'shopify', place.write('a.csv', `${HEADER}top,Top,,,,,,60\n`))).code).toBe(0)
    expect((await vitrine('export', 'products')).out).toContain('\r\ntop,Top,')
    expect(await json('check')).toMatchObject({ ok: true })
  })

  it('finds nothing to mend with doctor, and says so when the server is not there', async () => {
    const { findings } = (await json('doctor', '--port', '65535')) as { findings: { check: string }[] }
    expect(findings.find(({ check }) => check === 'database')).toMatchObject({
      ok: true,
      detail: expect.stringMatching(/^server 127\.0\.0\.1:\d+, SQLite 3\.[\d.]+, schema up to date$/),
    })
    const gone = await place.vitrine('doctor', '--database', 'ws://127.0.0.1:9')
    expect([gone.code, gone.out]).toEqual([1, expect.stringContaining('Is the server running')])
  })

  it('says in words that a server is copied and restored with its own tools', async () => {
    const copy = place.path('copy.db')
    expect(await json('backup', copy)).toMatchObject({ code: 'exports.noFile', hint: 'Use the backup of the server.' })
    expect(existsSync(copy)).toBe(false)
    const restored = await vitrine('restore', place.write('copy.db', 'anything'))
    expect([restored.code, restored.error]).toEqual([2, expect.stringContaining('Only an embedded database')])
  })

  it('answers the same over HTTP, and leaves nothing in the data folder', async () => {
    const shop = await openTestShop(server.options())
    const headers = { Authorization: `Bearer ${shop.operatorToken}` }
    const answer = await shop.commerce.app.request('/admin/backup', { headers })
    expect([answer.status, await answer.json()]).toEqual([409, expect.objectContaining({ code: 'exports.noFile' })])
    expect(readdirSync(`${server.folder}/files`)).toEqual([])
    await shop.close()
  })
})
