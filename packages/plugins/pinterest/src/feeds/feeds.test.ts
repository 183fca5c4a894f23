import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { contracted, isAbsent, problem, reason } from '../fixtures/contracted.ts'
import { openPinterestShop, type PinterestShop } from '../fixtures/shop.ts'
import { ensureFeed as ensure, wantedFeed } from './feed.ts'

const feed = { location: 'https://shop.example/feeds/pinterest.tsv' }
const there = (name: string, location = feed.location) => ({
  id: '77',
  name,
  location,
  format: 'TSV',
  catalog_type: 'RETAIL',
  created_at: '2026-11-21T00:00:00Z',
  updated_at: '2026-11-21T00:00:00Z',
  credentials: null,
  default_availability: null,
  default_country: 'US',
  default_currency: null,
  default_locale: 'en-US',
  preferred_processing_schedule: null,
  status: 'ACTIVE',
})

/** The feed that the settings want, at Pinterest. */
async function ensureFeed({ api }: Pick<ReturnType<typeof contracted>, 'api'>) {
  const wanted = wantedFeed(api.settings, 'https://shop.example/own.tsv')
  return wanted === undefined ? undefined : ensure(api, wanted)
}

describe.skipIf(isAbsent)(`the feed of an account${reason}`, () => {
  const operations = ({ fetch }: ReturnType<typeof contracted>) => fetch.calls.map(({ operationId }) => operationId)

  it('is looked for by its name before it is made', async () => {
    const contract = contracted(
      ({ operationId }) =>
        operationId === 'feeds/list'
          ? Response.json({ items: [], bookmark: null })
          : Response.json(there('Vitrine'), { status: 201 }),
      { feed },
    )
    expect(await ensureFeed(contract)).toBe('77')
    expect(operations(contract)).toEqual(['feeds/list', 'feeds/create'])
    expect(contract.fetch.calls[1]?.body).toEqual({
      name: 'Vitrine',
      location: feed.location,
      format: 'TSV',
      catalog_type: 'RETAIL',
      default_country: 'US',
      default_locale: 'en-US',
    })
  })

  it('is kept where it is, and follows the settings', async () => {
    const listed = (location: string) => () => Response.json({ items: [there('Vitrine', location)], bookmark: null })
    const same = contracted(listed(feed.location), { feed })
    expect(await ensureFeed(same)).toBe('77')
    expect(operations(same)).toEqual(['feeds/list'])
    const moved = contracted(
      ({ operationId }) =>
        operationId === 'feeds/list' ? listed('https://old.example/a.tsv')() : Response.json(there('Vitrine')),
      { feed },
    )
    await ensureFeed(moved)
    expect(moved.fetch.calls[1]).toMatchObject({
      operationId: 'feeds/update',
      body: { location: feed.location, format: 'TSV' },
    })
  })

  it('is found when somebody else made it in the same moment', async () => {
    let lists = 0
    const contract = contracted(
      ({ operationId }) => {
        if (operationId === 'feeds/create') return problem(422, 4170, 'The feed name already exists.')
        lists += 1
        return Response.json({ items: lists === 1 ? [] : [there('Vitrine')], bookmark: null })
      },
      { feed },
    )
    expect(await ensureFeed(contract)).toBe('77')
  })

  it('is read through all pages, and is none without a setting', async () => {
    const contract = contracted(
      ({ query }) =>
        query.get('bookmark') === null
          ? Response.json({ items: [there('Another')], bookmark: 'more' })
          : Response.json({ items: [there('Vitrine')], bookmark: null }),
      { feed },
    )
    expect(await ensureFeed(contract)).toBe('77')
    const none = contracted()
    expect(await ensureFeed(none)).toBeUndefined()
    expect(none.fetch.calls).toEqual([])
  })
})

describe('a file that Pinterest fetches', { timeout: 30_000 }, () => {
  let open: PinterestShop
  let stop: () => void
  afterEach(async () => {
    stop()
    await open.close()
  })

  it('is taken line by line, and what was wrong is told with our field', async () => {
    const lines = [
      'id\ttitle\tdescription\tlink\timage_link\tprice\tavailability',
      'A\tBee smoker\tSmoke\thttps://shop.example/a\thttps://shop.example/a.jpg\t39.00 EUR\tin stock',
      'B\tVeil\tMesh\thttps://shop.example/b\thttps://shop.example/b.jpg\tcheap\tin stock',
    ]
    const server = createServer((_, answer) => answer.end(lines.join('\n')))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
    stop = () => server.close()
    const { port } = server.address() as AddressInfo
    open = await openPinterestShop({ feed: { location: `http://127.0.0.1:${port}/feed.tsv` } })
    const params = { connection: open.id }
    const { pinterest } = open.commerce.call
    const { feedId } = await pinterest.ingest({ params })
    expect(await pinterest.feed({ params })).toMatchObject({
      feedId,
      run: {
        status: 'COMPLETED',
        lines: 2,
        items: 1,
        issues: [{ sku: 'B', line: 2, severity: 'error', code: 'PRICE_CANNOT_BE_DETERMINED' }],
      },
    })
    expect(open.sandbox.act.violations({})).toEqual([])
  })
})
