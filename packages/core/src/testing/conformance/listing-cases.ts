import { deepStrictEqual, ok, strictEqual } from 'node:assert/strict'
import type { Cases } from './cases.ts'
import { GOODS } from './goods.ts'

const KEYS = GOODS.reduce((sum, { skus }) => sum + Object.keys(skus).length, 0)

/** Listings: made, changed, ended, listed again; the second sync makes no call. */
export const listingCases: Cases = {
  'listings: what is listed is shown, with its stock and prices': async (world) => {
    await world.listAll()
    deepStrictEqual(await world.statuses(), { live: (await world.platform.shows()).length })
    ok((await world.platform.shows()).length > 0, 'the channel shows something')
    await world.expectAgreement()
  },
  'listings: a second sync makes no call that writes': async (world) => {
    await world.listAll()
    const before = world.platform.writes()
    await world.admin.channels.resync({ params: { id: world.id } })
    await world.settle()
    strictEqual(world.platform.writes() - before, 0)
  },
  'listings: a change of the catalogue is sent, and only it': async (world) => {
    await world.listAll()
    const before = world.platform.writes()
    await world.admin.products.update({ params: { id: 'veil' }, body: { title: 'Round veil, folding' } })
    await world.settle()
    const shown = await world.platform.shows()
    ok(
      shown.some(({ title }) => title?.includes('folding') === true),
      'the new title is shown',
    )
    ok(world.platform.writes() > before, 'it was sent')
    ok(world.platform.writes() - before <= 6, 'nothing else was')
    await world.expectAgreement()
  },
  'listings: what is unlisted is ended, and listed again on demand': async (world) => {
    await world.listAll()
    const params = { id: world.id }
    await world.admin.channels.unlist({ params, body: { products: ['veil'] } })
    await world.settle()
    await world.expectAgreement()
    strictEqual((await world.statuses()).ended, 1)
    await world.admin.channels.listItems({ params, body: { products: ['veil'] } })
    await world.settle()
    await world.expectAgreement()
  },
  'listings: a product that is archived is ended everywhere': async (world) => {
    await world.listAll()
    await world.admin.products.archive({ params: { id: 'hive-tool' } })
    await world.settle()
    const shown = (await world.platform.shows()).filter(({ isLive }) => isLive)
    ok(
      shown.every(({ key }) => !key.toUpperCase().startsWith('HIVE-TOOL')),
      'it is gone',
    )
  },
  'listings: a preview tells what would be refused, and calls nothing': async (world) => {
    const before = world.platform.writes()
    const preview = await world.admin.channels.preview({ params: { id: world.id }, body: { all: true } })
    ok(preview.items > 0 && preview.items <= KEYS)
    strictEqual(world.platform.writes() - before, 0)
  },
  'listings: what a merchant overrides is shown on this channel': async (world) => {
    await world.listAll()
    const { items } = await world.admin.channels.listings({ params: { id: world.id }, query: { limit: 100 } })
    const [first] = items
    await world.admin.channels.override({ params: { id: first?.id ?? '' }, body: { title: 'Only here' } })
    await world.settle()
    const shown = (await world.platform.shows()).find(({ key }) => key === first?.key)
    ok(shown?.title?.includes('Only here'), `it shows ${shown?.title}`)
  },
}

/** Somebody acts on the platform itself. */
export const driftCases: Cases = {
  'drift: an edit on the channel is seen and written over': {
    needs: ['observe', 'edit'],
    run: async (world) => {
      await world.listAll()
      const [first] = (await world.platform.shows()).filter(({ isLive }) => isLive)
      world.platform.edit?.(first?.key ?? '', { title: 'Somebody was here' })
      world.advance(26 * 3_600_000)
      await world.settle()
      const after = (await world.platform.shows()).find(({ key }) => key === first?.key)
      ok(first?.title !== undefined, 'the platform shows titles')
      strictEqual(after?.title, first.title)
    },
  },
  'drift: an item that vanished is made anew': {
    needs: ['observe', 'remove'],
    run: async (world) => {
      await world.listAll()
      const [first] = await world.platform.shows()
      world.platform.remove?.(first?.key ?? '')
      world.advance(26 * 3_600_000)
      await world.settle()
      await world.expectAgreement()
    },
  },
  'adoption: what is there already is taken up and not made twice': {
    needs: ['browse'],
    run: async (world) => {
      await world.listAll()
      const before = (await world.platform.shows()).filter(({ isLive }) => isLive).length
      await world.admin.channels.pause({ params: { id: world.id } })
      const second = await world.admin.channels.connect({
        body: {
          channel: world.channelId,
          name: 'The same account',
          settings: world.settings,
          credentials: world.credentials,
        },
      })
      const adoption = await world.admin.channels.adopt({ params: { id: second.id } })
      strictEqual(adoption.adopted, before)
      await world.admin.channels.confirm({ params: { id: second.id } })
      await world.settle()
      strictEqual((await world.platform.shows()).filter(({ isLive }) => isLive).length, before)
    },
  },
  'rejection: the words of the channel are told with our field': {
    needs: ['refusal'],
    run: async (world) => {
      world.platform.turn(world.options.refusal?.knobs ?? {})
      await world.listAll()
      const { items } = await world.admin.channels.listings({ params: { id: world.id }, query: { limit: 100 } })
      const refused = items.filter(({ status }) => status === 'rejected' || status === 'invalid')
      ok(refused.length > 0, 'something was refused')
      const [issue] = refused[0]?.cause?.issues ?? []
      ok((issue?.message ?? '').length > 0, 'with words')
      if (world.options.refusal?.field !== undefined) strictEqual(issue?.field, world.options.refusal.field)
      const causes = await world.admin.channels.causes({ params: { id: world.id } })
      ok(causes.items.length > 0, 'and is grouped by cause')
      world.platform.calm()
      const before = world.platform.writes()
      await world.settle()
      ok(world.platform.writes() - before <= 4, 'what was refused is not sent again and again')
      await world.admin.channels.retry({ params: { id: world.id }, body: {} })
      await world.settle()
      await world.expectAgreement()
    },
  },
}
