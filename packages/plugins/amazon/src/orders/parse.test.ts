import { describe, expect, it } from 'vitest'
import { settings } from '../fixtures/contracts.ts'
import { orderOf } from '../fixtures/orders.ts'
import { parseOrder } from './parse.ts'

const de = { settings }
const us = { settings: { ...settings, marketplace: 'US' } as const }
const eur = (amount: string) => ({ amount, currencyCode: 'EUR' })
const usd = (amount: string) => ({ amount, currencyCode: 'USD' })
const part = (type: string, subtotal: object, detailedBreakdowns: object[] = []) => ({
  type,
  subtotal,
  detailedBreakdowns,
})

describe('an order of Amazon', () => {
  it('is taken as it is, in minor units, with the buyer masked', () => {
    expect(parseOrder(orderOf(), de)).toEqual({
      externalId: '306-1111111-2222222',
      status: 'open',
      placedAt: '2026-11-20T10:00:00Z',
      version: '2026-11-20T10:30:00Z',
      currency: 'EUR',
      isTaxIncluded: true,
      lines: [{ externalId: '30611111112222', key: 'SMO-STEEL', title: 'Bee smoker', quantity: 2, unitPrice: 2990 }],
      shipping: { name: 'STANDARD', price: 490 },
      total: 6470,
      payment: 'paid',
      delivery: 'shipping',
      buyer: {
        name: 'Ada Example',
        email: 'x1y2@marketplace.amazon.de',
        phone: '+49 30 000000',
        isMasked: true,
      },
      address: {
        name: 'Ada Example',
        line1: 'Bienenweg 1',
        line2: 'Hinterhof, 2. Stock',
        city: 'Berlin',
        postalCode: '10115',
        country: 'DE',
        phone: '+49 30 000000',
      },
    })
  })

  it('has no buyer and no address where the app has not the role for them', () => {
    const { buyer: _buyer, recipient: _recipient, ...bare } = orderOf()
    const parsed = parseOrder(bare, de)
    expect(parsed.buyer).toEqual({ isMasked: true })
    expect(parsed).not.toHaveProperty('address')
  })

  it.each([
    ['PENDING_AVAILABILITY', 'pending', 'pending'],
    ['PENDING', 'pending', 'pending'],
    ['UNSHIPPED', 'open', 'paid'],
    ['PARTIALLY_SHIPPED', 'open', 'paid'],
    ['SHIPPED', 'shipped', 'paid'],
    ['CANCELLED', 'cancelled', 'paid'],
    ['SOMETHING_NEW', 'pending', 'pending'],
  ])('that is %s is %s and its payment %s', (fulfillmentStatus, status, payment) => {
    expect(parseOrder(orderOf({ fulfillment: { fulfillmentStatus } }), de)).toMatchObject({ status, payment })
  })

  it('has its tax on top where the sum says so', () => {
    const order = orderOf({
      proceeds: { grandTotal: usd('49.99') },
      items: [{ unit: usd('39.99'), quantity: 1, breakdowns: [part('ITEM', usd('39.99')), part('TAX', usd('10.00'))] }],
    })
    expect(parseOrder(order, us)).toMatchObject({
      isTaxIncluded: false,
      lines: [{ unitPrice: 3999, tax: 1000 }],
      total: 4999,
    })
  })

  it('holds its tax in the prices where adding it would be more than was paid', () => {
    const order = orderOf({
      proceeds: { grandTotal: eur('119.00') },
      items: [
        { unit: eur('119.00'), quantity: 1, breakdowns: [part('ITEM', eur('119.00')), part('TAX', eur('19.00'))] },
      ],
    })
    expect(parseOrder(order, de)).toMatchObject({ isTaxIncluded: true, lines: [{ tax: 1900 }], total: 11900 })
  })

  it.each([['-5.00'], ['5.00']])('divides a discount of %s by what it is of', (amount) => {
    const sign = amount.startsWith('-') ? '-' : ''
    const order = orderOf({
      proceeds: { grandTotal: eur('59.70') },
      items: [
        {
          unit: eur('29.90'),
          quantity: 2,
          breakdowns: [
            part('ITEM', eur('59.80')),
            part('SHIPPING', eur('4.90')),
            part('DISCOUNT', eur(amount), [
              { subtype: 'ITEM', value: eur(`${sign}1.00`) },
              { subtype: 'SHIPPING', value: eur(`${sign}4.00`) },
            ]),
          ],
        },
      ],
    })
    expect(parseOrder(order, de)).toMatchObject({ lines: [{ discount: 100 }], shipping: { price: 90 }, total: 5970 })
  })

  it('adds up when a price does not divide evenly', () => {
    const order = orderOf({
      proceeds: { grandTotal: eur('10.00') },
      items: [{ quantity: 3, breakdowns: [part('ITEM', eur('10.00'))] }],
    })
    const [line] = parseOrder(order, de).lines
    expect((line?.unitPrice ?? 0) * 3 - (line?.discount ?? 0)).toBe(1000)
  })

  it('knows currencies without cents', () => {
    const yen = (amount: string) => ({ amount, currencyCode: 'JPY' })
    const order = orderOf({
      proceeds: { grandTotal: yen('5980') },
      items: [{ unit: yen('5980'), quantity: 1, points: yen('60') }],
    })
    expect(parseOrder(order, { settings: { ...settings, marketplace: 'JP' } })).toMatchObject({
      currency: 'JPY',
      total: 5980,
      fees: [{ kind: 'points', amount: 60 }],
    })
  })

  it('tells which lines were cancelled, except for what had left', () => {
    const order = orderOf({
      items: [
        { unit: eur('10.00'), quantity: 3, fulfilled: 1, cancelledBy: 'BUYER' },
        { unit: eur('10.00'), quantity: 1 },
      ],
    })
    const { lines } = parseOrder(order, de)
    expect(lines.map(({ cancelled = 0 }) => cancelled)).toEqual([2, 0])
  })

  it('is collected in the store that Amazon names', () => {
    const order = orderOf({ programs: ['IN_STORE_PICK_UP'] })
    expect(parseOrder(order, de)).toMatchObject({ delivery: 'pickup', location: 'Ada Example' })
  })

  it.each([
    ['an amount that is none', orderOf({ proceeds: { grandTotal: eur('much') } }), /much is no amount/],
    ['parts of a cent', orderOf({ proceeds: { grandTotal: eur('1.005') } }), /1\.005 is no amount/],
    ['no lines at all', { ...orderOf(), orderItems: undefined }, /orderItems|Expected Array/],
  ])('with %s is put aside', (_name, order, words) => {
    expect(() => parseOrder(order, de)).toThrow(words)
  })
})
