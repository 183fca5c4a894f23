import { describe, expect, it } from 'vitest'
import { live, plainShops, status, TOOL, VEIL } from './fixtures/plain-shops.ts'

const { platform, open } = plainShops()
const issues = [{ severity: 'error', code: 'NO', message: 'No.' }]

describe('receipts', () => {
  it('judge what they are of: the verdict of an older one is not that of what was sent since', async () => {
    const { list, rename, listing, pass } = await open({ isReadable: false })
    let sent = 0
    platform.answers['/publish'] = ([one]) => {
      sent += 1
      return [{ key: one?.key, outcome: 'pending', receipt: `r${sent}` }]
    }
    await list(VEIL)
    await rename('veil', 'Another veil')
    expect(sent).toBe(2)
    platform.answers['/poll'] = () => [
      { receipt: 'r1', status: 'done', acknowledgements: [{ key: VEIL, outcome: 'live' }] },
    ]
    await pass(5_000)
    expect((await listing(VEIL))?.status).toBe('pending')
    platform.answers['/poll'] = () => [
      { receipt: 'r2', status: 'done', acknowledgements: [{ key: VEIL, outcome: 'rejected', issues }] },
    ]
    await pass(60_000)
    expect((await listing(VEIL))?.status).toBe('rejected')
  })

  for (const outcome of ['live', 'rejected'] as const)
    it(`that tell of what was sent before it became unfit (${outcome}) do not hide that it is unfit now`, async () => {
      const { list, rename, listing, pass } = await open({
        isReadable: false,
        mapped: ({ sku, title }) =>
          title.startsWith('Bad') ? { issues: [{ field: 'title', message: 'Bad.' }] } : { id: sku, title, size: 1 },
      })
      platform.answers['/publish'] = ([one]) => [{ key: one?.key, outcome: 'pending', receipt: 'r1' }]
      await list(VEIL)
      await rename('veil', 'Bad veil')
      expect((await listing(VEIL))?.status).toBe('invalid')
      platform.answers['/poll'] = () => [
        { receipt: 'r1', status: 'done', acknowledgements: [{ key: VEIL, outcome, issues }] },
      ]
      await pass(5_000)
      expect(await listing(VEIL)).toMatchObject({ status: 'invalid', cause: { code: 'invalid' } })
    })

  it('that say nothing of an entry leave it to be sent again', async () => {
    const { list, listing, pass } = await open({ isReadable: false })
    platform.answers['/publish'] = ([one]) => [{ key: one?.key, outcome: 'pending', receipt: 'r1' }]
    await list(VEIL)
    platform.answers['/poll'] = () => [{ receipt: 'r1', status: 'done', acknowledgements: [] }]
    platform.answers['/publish'] = ([one]) => [{ key: one?.key, outcome: 'live' }]
    await pass(5_000)
    await pass(5_000)
    expect((await listing(VEIL))?.status).toBe('live')
  })

  it('of a withdrawal that failed are followed by another withdrawal', async () => {
    const { list, unlist, listing, pass } = await open({ isReadable: false })
    await list(VEIL)
    platform.answers['/withdraw'] = ([one]) => [{ key: one?.key, outcome: 'pending', receipt: 'w1' }]
    await unlist(VEIL)
    platform.answers['/poll'] = () => [{ receipt: 'w1', status: 'failed', message: 'broken' }]
    platform.answers['/withdraw'] = ([one]) => [{ key: one?.key, outcome: 'live' }]
    await pass(5_000)
    await pass(5_000)
    expect((await listing(VEIL))?.status).toBe('ended')
  })

  it('that fail again and again make the pauses longer', async () => {
    const { list, pass } = await open({ isReadable: false })
    let sent = 0
    platform.answers['/publish'] = ([one]) => {
      sent += 1
      return [{ key: one?.key, outcome: 'pending', receipt: `r${sent}` }]
    }
    platform.answers['/poll'] = (names) => names.map((receipt) => ({ receipt, status: 'failed', message: 'broken' }))
    await list(VEIL)
    for (let round = 0; round < 30; round += 1) await pass(3_000)
    expect(sent).toBeGreaterThan(2)
    expect(sent).toBeLessThan(9)
  })
})

describe('stock', () => {
  it('that went and came back while the channel had not judged it is sent again', async () => {
    const { list, setStock, pass } = await open({ isReadable: false })
    await list(VEIL)
    await setStock(VEIL, 5)
    let sent = 0
    platform.answers['/stock'] = ([one]) => {
      sent += 1
      return [{ key: one?.key, outcome: 'pending', receipt: `s${sent}` }]
    }
    await setStock(VEIL, 6)
    await setStock(VEIL, 5)
    platform.answers['/poll'] = (names) =>
      names.map((receipt) => ({ receipt, status: 'done', acknowledgements: [{ key: VEIL, outcome: 'live' }] }))
    await pass(60_000)
    expect(platform.at('/stock').at(-1)?.[0]?.quantity).toBe(5)
  })

  it('of an item that is answered 404 means that the item is gone, and it is made anew', async () => {
    const { list, setStock, pass } = await open({ isReadable: false })
    await list(VEIL)
    let pushes = 0
    platform.answers['/stock'] = (entries) => {
      pushes += 1
      return pushes === 1 ? status(404) : live(entries)
    }
    await setStock(VEIL, 3)
    await pass(60_000)
    expect(platform.at('/publish').map(([one]) => one?.operation)).toEqual(['create', 'create'])
    expect(platform.at('/stock').at(-1)?.[0]?.quantity).toBe(3)
  })
})

describe('stock that is answered 404 while its listing is there', () => {
  it('makes no listing twice where the channel can be read', async () => {
    const { list, setStock, pass, listing } = await open()
    await list(VEIL)
    platform.answers['/stock'] = () => status(404)
    await setStock(VEIL, 3)
    for (let round = 0; round < 5; round += 1) await pass(10_000)
    expect(platform.at('/publish').length).toBe(1)
    expect((await listing(VEIL))?.status).toBe('live')
    expect(platform.at('/observe').length).toBeGreaterThan(0)
  })

  it('makes it anew less and less often where it cannot', async () => {
    const { list, setStock, pass } = await open({ isReadable: false })
    await list(VEIL)
    platform.answers['/stock'] = () => status(404)
    await setStock(VEIL, 3)
    for (let round = 0; round < 30; round += 1) await pass(2_000)
    expect(platform.at('/publish').length).toBeGreaterThan(2)
    expect(platform.at('/publish').length).toBeLessThan(9)
  })
})

describe('a call about many of which one is gone', () => {
  it('ends no listing but that one', async () => {
    const { list, unlist, listing } = await open({ batch: 10, isReadable: false })
    await list(VEIL, TOOL)
    platform.answers['/withdraw'] = (entries) =>
      entries.some(({ key }) => key === VEIL)
        ? status(404)
        : entries.map(({ key }) => ({ key, outcome: 'rejected', issues }))
    await unlist(VEIL, TOOL)
    expect((await listing(VEIL))?.status).toBe('ended')
    expect((await listing(TOOL))?.status).toBe('rejected')
  })

  it('is read in halves, so that the others are seen', async () => {
    const { list, pass, rows } = await open({ batch: 10 })
    await list(VEIL, TOOL)
    platform.answers['/observe'] = (entries) =>
      entries.some(({ key }) => key === VEIL) ? status(404) : entries.map(({ key }) => ({ key, status: 'live' }))
    await pass(25 * 3_600_000)
    expect(platform.at('/observe').map((entries) => entries.length)).toEqual([2, 1, 1])
    expect(await rows('select key, tries from channel_listings order by key')).toEqual([
      [TOOL, 0],
      [VEIL, 1],
    ])
  })
})

describe('a look at one that is answered 404', () => {
  it('means that it is gone, and it is made anew', async () => {
    const { list, listing, pass } = await open()
    await list(VEIL)
    let looks = 0
    platform.answers['/observe'] = (entries) => {
      looks += 1
      return looks === 1 ? status(404) : entries.map(({ key }) => ({ key, status: 'live' }))
    }
    await pass(25 * 3_600_000)
    expect(platform.at('/publish').length).toBe(2)
    expect((await listing(VEIL))?.status).toBe('live')
  })
})

describe('a listing', () => {
  it('that a channel behind itself did not show is ended when it shows after all and nobody wants it', async () => {
    const { list, unlist, listing, pass } = await open()
    await list(VEIL)
    platform.answers['/withdraw'] = () => status(503)
    platform.answers['/observe'] = (entries) => entries.map(({ key }) => ({ key, status: 'missing' }))
    await unlist(VEIL)
    await pass(25 * 3_600_000)
    expect(await listing(VEIL)).toMatchObject({ status: 'ended', cause: { code: 'vanished' } })
    platform.answers['/withdraw'] = live
    platform.answers['/observe'] = (entries) => entries.map(({ key }) => ({ key, status: 'live' }))
    const withdrawn = platform.at('/withdraw').length
    await pass(11 * 60_000)
    expect(platform.at('/withdraw').length).toBe(withdrawn + 1)
    expect(await listing(VEIL)).toMatchObject({ status: 'ended', cause: { code: 'unlisted' } })
    const looks = platform.at('/observe').length
    await pass(25 * 3_600_000)
    expect(platform.at('/observe').length).toBe(looks)
  })

  it('that is made again in a call that never arrived is sent once more, though the channel shows it as ended before', async () => {
    const { list, unlist, listing, pass } = await open()
    await list(VEIL)
    await unlist(VEIL)
    platform.answers['/observe'] = (entries) => entries.map(({ key }) => ({ key, status: 'ended' }))
    platform.answers['/publish'] = () => status(500)
    await list(VEIL)
    platform.answers['/publish'] = live
    for (let round = 0; round < 4; round += 1) await pass(20_000)
    expect((await listing(VEIL))?.status).toBe('live')
    expect(platform.at('/publish').length).toBe(3)
  })

  it('that the channel ended stays ended until it is another', async () => {
    const { list, rename, listing, pass, channels, params, idle } = await open()
    await list(VEIL)
    platform.answers['/observe'] = (entries) => entries.map(({ key }) => ({ key, status: 'ended' }))
    await pass(25 * 3_600_000)
    await channels.resync({ params })
    await idle()
    expect((await listing(VEIL))?.status).toBe('ended')
    expect(platform.at('/publish').length).toBe(1)
    await rename('veil', 'Another veil')
    expect((await listing(VEIL))?.status).toBe('live')
  })

  it('whose name at the channel another has too keeps none from being listed', async () => {
    const { list, listing } = await open({ batch: 1 })
    platform.answers['/publish'] = ([one]) => [{ key: one?.key, outcome: 'live', externalId: 'the-group' }]
    await list(VEIL, TOOL)
    expect((await listing(VEIL))?.status).toBe('live')
    expect((await listing(TOOL))?.status).toBe('live')
    expect(platform.at('/publish').length).toBe(2)
  })

  it('that was accepted by a channel that can neither be read nor judges later is live', async () => {
    const { list, listing, setStock } = await open({ isReadable: false })
    platform.answers['/publish'] = ([one]) => [{ key: one?.key, outcome: 'accepted' }]
    await list(VEIL)
    expect((await listing(VEIL))?.status).toBe('live')
    await setStock(VEIL, 3)
    expect(platform.at('/stock').at(-1)?.[0]?.quantity).toBe(3)
  })
})

describe('words of a channel', () => {
  const secret = 'a-secret-that-nobody-may-read'
  const connected = async () => {
    const made = await open()
    const body = { credentials: { secret } }
    await made.channels.update({ params: made.params, body })
    return made
  }

  it('are kept without the secrets that they repeat, wherever they are kept', async () => {
    const { list, channels, params, rows } = await connected()
    platform.answers[`/stock?${secret}`] = () => status(500)
    await list(VEIL)
    const { health } = await channels.get({ params })
    expect(health.lastFailure).toContain('was answered 500')
    const kept = await Promise.all(
      ['channel_health', 'channel_runs', 'channel_exchanges', 'channel_listings', 'channel_values'].map((table) =>
        rows(`select * from ${table}`),
      ),
    )
    expect(JSON.stringify(kept)).not.toContain(secret)
  })

  it('are cut behind their secrets, never within', async () => {
    const { list, rows } = await connected()
    platform.answers['/publish'] = ([one]) => ({ padding: 'x'.repeat(16_330), secret, key: one?.key })
    await list(VEIL)
    const kept = JSON.stringify(await rows('select response_body from channel_exchanges'))
    expect(kept).toContain('xxx')
    expect(kept).not.toContain(secret.slice(0, 9))
  })
})

describe('a channel that cannot tell its rules', () => {
  it('is not asked again at once, whatever it answers', async () => {
    const { list, pass } = await open({ hasRules: true })
    platform.answers['/rules'] = () => status(409)
    await list(VEIL)
    expect(platform.at('/rules').length).toBe(1)
    platform.answers['/rules'] = () => status(429, { 'retry-after': '0' })
    await pass(6_000)
    expect(platform.at('/rules').length).toBe(2)
  })
})

describe('a channel that is down', () => {
  it('is not called about each of many things', async () => {
    const { channels, params, idle, pass } = await open()
    platform.answers['/publish'] = () => status(503)
    await channels.listItems({ params, body: { all: true } })
    await idle()
    const [before] = [platform.at('/publish').length]
    for (let round = 0; round < 3; round += 1) await pass(1_000)
    expect(before).toBeLessThanOrEqual(5)
    expect(platform.at('/publish').length).toBeLessThanOrEqual(6)
  })
})

describe('a name that two items have', () => {
  it('is told, and lists but one', async () => {
    const { channels, params, idle } = await open({ key: () => 'the-same' })
    const body = { variants: [VEIL, TOOL] }
    const preview = await channels.preview({ params, body })
    expect(preview.refused.map(({ message }) => message)).toEqual(['another item is listed as the-same'])
    expect(await channels.listItems({ params, body })).toEqual({ items: 1 })
    await idle()
    expect(platform.at('/publish').length).toBe(1)
  })

  it('is free again when the first is neither there nor wanted', async () => {
    const { channels, params, idle, unlist, list } = await open({ key: () => 'the-same' })
    await list(VEIL)
    await unlist(VEIL)
    expect(await channels.listItems({ params, body: { variants: [TOOL] } })).toEqual({ items: 1 })
    await idle()
    expect(platform.at('/publish').map(([one]) => one?.shape?.id)).toEqual([VEIL, TOOL])
  })
})

describe('a listing of a whole product', () => {
  it('tells the stock of a variant that came later', async () => {
    const { channels, params, products, idle, setStock } = await open({ unit: 'product' })
    await channels.listItems({ params, body: { products: ['veil'] } })
    await idle()
    const veil = await products.get({ params: { id: 'veil' } })
    const [first] = veil.variants
    await products.addVariant({
      params: { id: veil.id },
      body: {
        sku: 'VEIL-NEW',
        options: { ...Object.fromEntries(Object.keys(first?.options ?? {}).map((name) => [name, 'New'])) },
      },
    })
    await idle()
    await setStock('VEIL-NEW', 4)
    expect(
      platform
        .at('/stock')
        .flat()
        .filter(({ key }) => key === 'VEIL-NEW')
        .at(-1)?.quantity,
    ).toBe(4)
  })
})
