import { afterEach, describe, expect, it } from 'vitest'
import { type Counter, openCounter } from './fixtures/counter.ts'
import type { Problem } from './fixtures/shop.ts'
import type { PickupView } from './model.ts'

interface Given {
  readonly handOverId: string
  readonly pickup: PickupView
}

const MINUTE = 60_000

describe('at the counter', () => {
  let counter: Counter
  afterEach(() => counter.close())
  const give = (body: object) => counter.staff<Given & Problem>('POST', '/hand-overs', body)

  it('answers a wrong, an unreadable, a used and a wrong-store code differently, each with a hint', async () => {
    counter = await openCounter()
    const { places } = counter
    const { code } = await counter.ready({ at: 'lviv' })
    const other = code.startsWith('A') ? `C${code.slice(1)}` : `A${code.slice(1)}`
    const answers = [
      await give({ code: 'HELLO', locationId: places.lviv }),
      await give({ code: other, locationId: places.lviv }),
      await give({ code, locationId: places.main }),
      await give({ code: code.toLowerCase(), locationId: places.lviv }),
      await give({ code, locationId: places.lviv }),
    ]
    expect(answers.map(({ status, body }) => [status, body.code ?? body.pickup.status])).toEqual([
      [422, 'click-and-collect.unreadableCode'],
      [404, 'click-and-collect.wrongCode'],
      [409, 'click-and-collect.wrongStore'],
      [201, 'collected'],
      [409, 'click-and-collect.usedCode'],
    ])
    expect(answers[2]?.body.store).toBe('Lviv shop')
    for (const { status, body } of answers) if (status !== 201) expect(body.hint).toMatch(/\w+/)
  })

  it('hands nothing over in another store, also when the order was opened from a list there', async () => {
    counter = await openCounter()
    const { places } = counter
    const { pickup } = await counter.ready({ at: 'lviv' })
    const refused = await give({ pickupId: pickup.id, locationId: places.main })
    expect([refused.status, refused.body.code]).toEqual([409, 'click-and-collect.wrongStore'])
    expect((await give({ pickupId: pickup.id, locationId: places.lviv })).status).toBe(201)
  })

  it('says what is not ready, and what a code is for without handing anything over', async () => {
    counter = await openCounter()
    const { places } = counter
    const early = await counter.placed()
    expect((await give({ pickupId: early.pickup.id, locationId: places.main })).body.code).toBe(
      'click-and-collect.notReady',
    )
    const { code, number, ticket } = await counter.ready()
    for (const shown of [code, ticket]) {
      const checked = await counter.staff<PickupView>('POST', '/checks', { code: shown, location: places.main })
      expect(checked.body).toMatchObject({ order: number, status: 'ready', due: { amount: 1_450 } })
    }
  })

  it('takes the picture for the code, and no picture that somebody else drew', async () => {
    counter = await openCounter()
    const { places } = counter
    const { ticket, pickup } = await counter.ready()
    const forged = ticket.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))
    expect((await give({ code: forged, locationId: places.main })).body.code).toBe('click-and-collect.forgedTicket')
    expect((await give({ code: ticket, locationId: places.main })).body.pickup).toMatchObject({
      id: pickup.id,
      status: 'collected',
    })
  })

  it('lets a desk guess ten times in ten minutes, and the right code in again after that', async () => {
    counter = await openCounter({ guesses: 4 })
    const { places, clock } = counter
    const { code } = await counter.ready()
    const wrong = () => give({ code: 'AAA AAA', locationId: places.main })
    const lefts = [
      (await wrong()).body.left,
      (await wrong()).body.left,
      (await wrong()).body.left,
      (await wrong()).body.left,
    ]
    expect(lefts).toEqual([3, 2, 1, 0])
    const stopped = await give({ code, locationId: places.main })
    expect([stopped.status, stopped.body.code]).toEqual([429, 'click-and-collect.tooManyGuesses'])
    expect(Number(stopped.headers.get('retry-after'))).toBe(600)
    clock.advance(10 * MINUTE)
    expect((await wrong()).body.left).toBe(3)
    expect((await give({ code, locationId: places.main })).status).toBe(201)
  })

  it('hands over once when two desks have the same code at the same moment', async () => {
    counter = await openCounter()
    const { places, free } = counter
    const { code, ticket, id } = await counter.ready({ skus: { 'VEIL-ONE': 3 } })
    const desks = await Promise.all(
      [code, ticket, code, ticket].map((shown) => give({ code: shown, locationId: places.main })),
    )
    expect(desks.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    expect(desks.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual(
      Array(3).fill('click-and-collect.usedCode'),
    )
    expect((await counter.kinds(id)).filter((kind) => kind.endsWith('handedOver'))).toHaveLength(1)
    expect(await free('VEIL-ONE', 'main')).toBe(22)
  })

  it('gives the goods in parts, to somebody else too, and knows what is left', async () => {
    counter = await openCounter()
    const { places } = counter
    const { code, pickup } = await counter.ready({ skus: { 'VEIL-ONE': 2, 'SMOKER-SMALL': 1 } })
    const [veil] = pickup.lines
    const lines = [{ lineId: veil?.lineId, quantity: 1 }]
    const first = await give({ code, locationId: places.main, lines, collector: 'Bo Lind' })
    expect(first.body.pickup).toMatchObject({
      status: 'part_collected',
      lines: [
        { collected: 1, quantity: 2 },
        { collected: 0, quantity: 1 },
      ],
      handOvers: [{ collector: 'Bo Lind', lines }],
    })
    const tooMany = await give({ code, locationId: places.main, lines: [{ lineId: veil?.lineId, quantity: 2 }] })
    expect(tooMany.body.code).toBe('click-and-collect.tooMany')
    expect((await give({ code, locationId: places.main })).body.pickup.status).toBe('collected')
  })

  it('lets two desks give two parts at the same moment', async () => {
    counter = await openCounter()
    const { places } = counter
    const { code, pickup } = await counter.ready({ skus: { 'VEIL-ONE': 1, 'SMOKER-SMALL': 2 } })
    const parts = pickup.lines.map(({ lineId, quantity }) => [{ lineId, quantity }])
    const given = await Promise.all(parts.map((lines) => give({ code, locationId: places.main, lines })))
    expect(given.map(({ status }) => status)).toEqual([201, 201])
    const { body } = await counter.staff('GET', `/pickups/${pickup.id}`)
    expect(body).toMatchObject({ status: 'collected', handOvers: [{}, {}] })
  })

  it('undoes a hand-over for ten minutes, and the same code is good again', async () => {
    counter = await openCounter()
    const { places, clock, free, kinds } = counter
    const { code, id } = await counter.ready()
    const { handOverId } = (await give({ code, locationId: places.main })).body
    clock.advance(9 * MINUTE)
    const undone = await counter.staff('POST', `/hand-overs/${handOverId}/undo`, { note: 'wrong customer' })
    expect(undone.body).toMatchObject({
      status: 'ready',
      lines: [{ collected: 0 }],
      handOvers: [{ note: 'wrong customer', undoneAt: expect.any(String) }],
    })
    expect(await free('VEIL-ONE', 'main')).toBe(24)
    const twice = await counter.staff<Problem>('POST', `/hand-overs/${handOverId}/undo`, {})
    expect(twice.body.code).toBe('click-and-collect.handOverNotFound')
    const again = (await give({ code, locationId: places.main })).body
    clock.advance(10 * MINUTE + 1)
    const late = await counter.staff<Problem>('POST', `/hand-overs/${again.handOverId}/undo`, {})
    expect([late.status, late.body.code]).toEqual([409, 'click-and-collect.undoTooLate'])
    await counter.shop.commerce.idle()
    expect((await kinds(id)).filter((kind) => kind.startsWith('click-and-collect/'))).toEqual([
      'click-and-collect/placed',
      'click-and-collect/ready',
      'click-and-collect/handedOver',
      'click-and-collect/undone',
      'click-and-collect/handedOver',
    ])
  })

  it('keeps what is not paid, when the shop wants that', async () => {
    counter = await openCounter({ requirePaid: true })
    const { places } = counter
    const { code, id } = await counter.ready()
    const refused = await give({ code, locationId: places.main })
    expect([refused.status, refused.body.code]).toEqual([409, 'click-and-collect.unpaid'])
    await counter.pay(id)
    expect((await give({ code, locationId: places.main })).status).toBe(201)
  })

  it('wants a code from everybody, when the shop wants that, and tells in any case whether there was one', async () => {
    counter = await openCounter({ requireCode: true })
    const { places, calls } = counter
    const { code, id, pickup } = await counter.ready()
    const refused = await give({ pickupId: pickup.id, locationId: places.main })
    expect([refused.status, refused.body.code]).toEqual([422, 'click-and-collect.codeRequired'])
    expect((await give({ code, locationId: places.main })).status).toBe(201)
    const { items } = await calls.admin.orders.timeline({ params: { id }, query: {} })
    expect(items[0]).toMatchObject({ kind: 'click-and-collect/handedOver', data: { hasShownCode: true } })
  })

  it('is for staff with the right to it', async () => {
    counter = await openCounter()
    const { ask, places } = counter
    const { code, id } = await counter.ready()
    for (const [method, path] of [
      ['POST', '/admin/click-and-collect/hand-overs'],
      ['GET', '/admin/click-and-collect/pickups'],
    ] as const)
      expect(
        (await ask(method, path, method === 'POST' ? { code, locationId: places.main } : undefined, 'nobody')).status,
      ).toBe(401)
    const stranger = await ask<Problem>('GET', `/store/click-and-collect/orders/${id}?token=guess`, undefined, 'nobody')
    expect(stranger.status).toBe(404)
  })
})
