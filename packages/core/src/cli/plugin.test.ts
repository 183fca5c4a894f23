import { afterEach, beforeEach, expect, it } from 'vitest'
import { stampsOne } from '../plugins/lifecycle/fixtures/stamps.ts'
import { serveTestShop } from '../testing/shop.ts'
import { openPlace, type Place } from './fixtures/run.ts'

let place: Place
beforeEach(() => {
  place = openPlace()
})
afterEach(() => place.remove())

const stamps = () => stampsOne({ job: () => undefined, heard: [] })()
const serve = () => serveTestShop({ database: { url: place.database }, plugins: [stamps()] })

it('turns plugins of a running shop off and on, and removes one that is off', async () => {
  const shop = await serve()
  expect((await place.vitrine('plugin', 'list')).out).toBe('stamps 1.0.0 enabled\n')
  const refused = await place.vitrine('plugin', 'remove', 'stamps', '--drop')
  expect([refused.code, refused.error]).toEqual([1, expect.stringContaining('/admin/plugins/stamps/disable')])
  expect((await place.vitrine('plugin', 'disable', 'stamps')).out).toBe('stamps 1.0.0 is disabled.\n')
  await expect(shop.commerce.call.stamps.all({})).rejects.toMatchObject({ code: 'plugins.disabled' })
  expect(await place.json('plugin', 'enable', 'stamps')).toEqual({
    exit: 0,
    id: 'stamps',
    status: 'enabled',
    version: '1.0.0',
  })
  expect(await shop.commerce.call.stamps.all({})).toEqual([])
  await shop.close()
})

it('disables a plugin of a shop that is stopped, and removes what no program has any more', async () => {
  const shop = await serve()
  await shop.close()
  expect((await place.vitrine('plugin', 'disable', 'stamps')).code).toBe(0)
  const again = await serve()
  await expect(again.commerce.call.stamps.all({})).rejects.toMatchObject({ code: 'plugins.disabled' })
  await again.close()
  expect(await place.json('plugin', 'remove', 'stamps', '--drop')).toMatchObject({
    exit: 0,
    tables: expect.arrayContaining(['stamps_cards']),
    ended: [],
  })
  expect((await place.vitrine('plugin', 'list')).out).toBe('The shop has no plugins.\n')
})

it.each([
  [['remove', 'stamps'], 'Say what becomes of its data.'],
  [['remove', 'stamps', '--keep', '--drop'], 'Say what becomes of its data.'],
  [['remove', '--keep'], 'Say which one'],
  [['explode', 'stamps'], 'not explode'],
  [['disable', 'nobody'], 'nobody'],
])('says what is missing: %j', async (words, told) => {
  const { code, error } = await place.vitrine('plugin', ...words)
  expect(code).not.toBe(0)
  expect(error).toContain(told)
})
