import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTestShop, routeHosts } from '@vitrine/core/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runJob, stockPinterestShop } from '../fixtures/shop.ts'
import { pinterest } from '../pinterest.ts'
import { type PinterestSandbox, pinterestSandbox } from '../sandbox/index.ts'

const MINUTE = 60_000

/** Where the process dies: before the call is sent, or after Pinterest did it and before anything was noted. */
interface Death {
  readonly call: string
  readonly at: 'before' | 'after'
}

async function begin(file: string, { sandbox, now }: { sandbox: PinterestSandbox; now: () => number }) {
  const routed = routeHosts({ 'api.pinterest.com': sandbox.url })
  let death: Death | undefined
  let left: string | undefined
  /** What the file is now is what the next life finds. */
  const die = () => {
    left = `${file}-next`
    for (const part of ['', '-wal']) if (existsSync(`${file}${part}`)) copyFileSync(`${file}${part}`, `${left}${part}`)
    throw new TypeError('the process died here')
  }
  const shop = await openTestShop({
    database: { url: `file:${file}` },
    plugins: [pinterest()],
    clock: now,
    fetch: async (input, init) => {
      if (left !== undefined) throw new TypeError('the process is dead')
      const request = new Request(input, init)
      const { method, url } = request
      const isHere = death?.call === `${method} ${new URL(url).pathname.replace(/\d+$/, '*')}`
      if (isHere && death?.at === 'before') die()
      const answer = await routed(request)
      if (isHere) die()
      return answer
    },
  })
  return {
    shop,
    left: () => left,
    arm: (next: Death) => {
      death = next
    },
  }
}

describe('a process that dies while it makes Pins', { timeout: 60_000 }, () => {
  let sandbox: PinterestSandbox
  let folder: string
  let life: Awaited<ReturnType<typeof begin>>
  let ahead = 0
  const now = () => Date.now() + ahead

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'vitrine-pins-'))
    sandbox = await pinterestSandbox({ seed: 7, now })
    life = await begin(join(folder, 'shop.db'), { sandbox, now })
  })
  afterEach(async () => {
    await life.shop.close()
    await sandbox.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const calls = () => life.shop.commerce.call
  const job = () => runJob({ admin: calls().admin }, 'pinterest/pins')
  const shown = () => sandbox.act.shown({}).pins
  const made = () => sandbox.calls({ method: 'POST', path: '/v5/pins' }).length
  const pinned = async () => {
    const { id, products } = await stockPinterestShop(life.shop.commerce)
    const [productId = ''] = products
    const params = { connection: id }
    const board = await calls().pinterest.makeBoard({ params, body: { name: 'Bees' } })
    await calls().pinterest.pin({ params, body: { boardId: board.id, productId } })
    const mine = async () => (await calls().pinterest.pins({ params, query: {} })).items[0]
    return { params, productId, mine }
  }
  /** Dies in the job, and is opened again on what was left; its leases are over. */
  const dieAt = async (death: Death) => {
    life.arm(death)
    await job()
    const left = life.left()
    if (left === undefined) throw new Error(`${death.call} was never called`)
    await life.shop.close()
    life = await begin(left, { sandbox, now })
    ahead += 2 * MINUTE
  }

  it.each(['before', 'after'] as const)('%s the making of one has it once in the end', async (at) => {
    const { mine } = await pinned()
    await dieAt({ call: 'POST /v5/pins', at })
    expect(await mine()).toMatchObject({ status: 'wanted', pinId: null })
    ahead += 10 * MINUTE
    await job()
    expect(await mine()).toMatchObject({ status: 'live', pinId: shown()[0]?.id })
    expect([shown().length, made()]).toEqual([1, 1])
  })

  it('has it once also when Pinterest does not yet show on the board what it made', async () => {
    const { mine } = await pinned()
    sandbox.turn({ staleness: 5 * MINUTE })
    await dieAt({ call: 'POST /v5/pins', at: 'after' })
    await job()
    expect([await mine(), made()]).toMatchObject([{ status: 'wanted' }, 1])
    ahead += 10 * MINUTE
    await job()
    expect(await mine()).toMatchObject({ status: 'live', pinId: shown()[0]?.id })
    expect([shown().length, made()]).toEqual([1, 1])
  })

  it.each([
    { call: 'DELETE /v5/pins/*', at: 'before' },
    { call: 'DELETE /v5/pins/*', at: 'after' },
    { call: 'POST /v5/pins', at: 'before' },
    { call: 'POST /v5/pins', at: 'after' },
  ] as const)('while one is replaced has the new one once, and not the old one ($at $call)', async (death) => {
    const { productId, mine } = await pinned()
    await job()
    sandbox.turn({ staleness: 5 * MINUTE })
    const media = [{ url: 'https://shop.example/files/new.jpg' }]
    await calls().admin.products.update({ params: { id: productId }, body: { media } })
    await dieAt(death)
    await job()
    ahead += 10 * MINUTE
    await job()
    expect(shown()).toMatchObject([{ picture: media[0]?.url }])
    expect(await mine()).toMatchObject({ status: 'live', pinId: shown()[0]?.id })
    expect(made()).toBe(2)
  })

  it('leaves none behind when it is taken away before anybody knew that it had been made', async () => {
    const { params, mine } = await pinned()
    await dieAt({ call: 'POST /v5/pins', at: 'after' })
    await calls().pinterest.unpin({ params: { ...params, id: (await mine())?.id ?? '' } })
    await job()
    expect([shown(), (await mine())?.status]).toEqual([[], 'ended'])
  })
})
