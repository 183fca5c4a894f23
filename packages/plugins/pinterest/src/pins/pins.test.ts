import { afterEach, describe, expect, it } from 'vitest'
import { openPinterestShop, type PinterestShop, runJob } from '../fixtures/shop.ts'

describe('Pins of a shop', { timeout: 60_000 }, () => {
  let open: PinterestShop
  afterEach(() => open?.close())

  const calls = () => open.commerce.call.pinterest
  const job = () => runJob(open, 'pinterest/pins')
  const shown = () => open.sandbox.act.shown({}).pins
  const mine = async () => (await calls().pins({ params: { connection: open.id }, query: {} })).items
  const board = async (name = 'Keepers of bees') =>
    (await calls().makeBoard({ params: { connection: open.id }, body: { name } })).id
  const made = () => open.sandbox.calls({ method: 'POST', path: '/v5/pins' }).length

  it('are made once however often a product is pinned, follow it, and go away with it', async () => {
    open = await openPinterestShop()
    const params = { connection: open.id }
    const [productId = ''] = open.products
    const body = { boardId: await board(), productId }
    expect(await calls().pin({ params, body })).toMatchObject({ status: 'wanted', pinId: null })
    await job()
    await calls().pin({ params, body })
    await job()
    expect(shown()).toMatchObject([
      {
        title: 'Bee smoker',
        link: 'http://localhost:3000/products/smoker',
        picture: 'https://shop.example/files/smoker.jpg',
      },
    ])
    expect(await mine()).toMatchObject([{ status: 'live', pinId: shown()[0]?.id }])
    await open.admin.products.update({ params: { id: productId }, body: { title: 'Quiet smoker' } })
    await job()
    expect(shown()).toMatchObject([{ title: 'Quiet smoker' }])
    const before = open.sandbox.calls().length
    await job()
    expect(open.sandbox.calls().length).toBe(before)
    await open.admin.products.archive({ params: { id: productId } })
    await job()
    expect(shown()).toEqual([])
    expect(await mine()).toMatchObject([{ status: 'ended', pinId: null }])
    expect(open.sandbox.act.violations({})).toEqual([])
  })

  it('are found on the board when the answer to their making was lost, and not made twice', async () => {
    open = await openPinterestShop()
    const body = { boardId: await board(), productId: open.products[0] ?? '' }
    await calls().pin({ params: { connection: open.id }, body })
    open.sandbox.turn({ faults: [{ on: 'POST /v5/pins', times: 1, fault: { answer: 'reset', isApplied: true } }] })
    await job()
    expect(await mine()).toMatchObject([{ status: 'wanted', pinId: null }])
    await job()
    expect(await mine()).toMatchObject([{ status: 'live', pinId: shown()[0]?.id }])
    expect([shown().length, made()]).toEqual([1, 1])
  })

  it('are made anew with another picture, which a Pin cannot change', async () => {
    open = await openPinterestShop()
    const [productId = ''] = open.products
    await calls().pin({ params: { connection: open.id }, body: { boardId: await board(), productId } })
    await job()
    const [first] = shown()
    const media = [{ url: 'https://shop.example/files/new.jpg' }]
    await open.admin.products.update({ params: { id: productId }, body: { media } })
    await job()
    expect(shown()).toMatchObject([{ picture: 'https://shop.example/files/new.jpg' }])
    expect(shown()[0]?.id).not.toBe(first?.id)
  })

  it('stay away when somebody took them away at Pinterest, until a person pins them again', async () => {
    open = await openPinterestShop()
    const params = { connection: open.id }
    const [productId = ''] = open.products
    const body = { boardId: await board(), productId }
    await calls().pin({ params, body })
    await job()
    open.sandbox.act.removePin({ id: shown()[0]?.id ?? '' })
    await open.admin.products.update({ params: { id: productId }, body: { title: 'Smoker' } })
    await job()
    await job()
    expect([shown().length, (await mine())[0]?.status]).toEqual([0, 'removed'])
    await calls().pin({ params, body })
    await job()
    expect(shown()).toMatchObject([{ title: 'Smoker' }])
  })

  it('follow a collection: what comes into it is pinned, what leaves it is taken away', async () => {
    open = await openPinterestShop()
    const params = { connection: open.id }
    const [smoker = '', veil = ''] = open.products
    const { id } = await open.admin.collections.create({ body: { handle: 'tools', title: 'Tools' } })
    const members = (add: string[], remove: string[] = []) =>
      open.admin.collections.setProducts({ params: { id }, body: { add, remove } })
    await members([smoker, veil])
    const boardId = await board('Tools')
    await calls().follow({ params, body: { boardId, collectionId: id } })
    await job()
    expect(
      shown()
        .map(({ title }) => title)
        .sort(),
    ).toEqual(['Bee smoker', 'Veil'])
    await members([], [smoker])
    await job()
    expect(shown()).toMatchObject([{ title: 'Veil' }])
    await members([smoker])
    await job()
    expect(shown().length).toBe(2)
    expect(await calls().unfollow({ params: { ...params, board: boardId, collection: id } })).toEqual({ ending: 2 })
    await job()
    expect(shown()).toEqual([])
  })

  it('are refused one by one: the others are made', async () => {
    open = await openPinterestShop()
    const params = { connection: open.id }
    const [smoker = '', veil = ''] = open.products
    await calls().pin({ params, body: { boardId: '999', productId: smoker } })
    await calls().pin({ params, body: { boardId: await board(), productId: veil } })
    await job()
    expect(shown()).toMatchObject([{ title: 'Veil' }])
    expect((await mine()).find(({ productId }) => productId === smoker)).toMatchObject({
      status: 'refused',
      error: 'Board not found.',
    })
  })

  it('are not made of what is not for sale, nor for accounts that are not there', async () => {
    open = await openPinterestShop()
    const params = { connection: open.id }
    await expect(calls().pin({ params, body: { boardId: '1', productId: 'prd_nobody' } })).rejects.toMatchObject({
      code: 'pinterest.unknownProduct',
    })
    await expect(calls().boards({ params: { connection: 'con_nobody' } })).rejects.toMatchObject({
      code: 'pinterest.unknownConnection',
    })
    open.sandbox.turn({ faults: [{ on: 'GET /v5/boards', fault: { answer: 'status', status: 403, code: '29' } }] })
    await expect(calls().boards({ params })).rejects.toMatchObject({ code: 'pinterest.notTaken' })
  })
})
