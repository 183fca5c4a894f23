import { buyerAddress } from '../../../fixtures/buyer-address.ts'
import type { Victim } from '../victim.ts'
import { type Examples, fresh, freshEmail, type Item, type Json, write } from './example.ts'

export function ofGoods(victim: Victim): Examples {
  const post = (path: string, json?: unknown) => write(victim, 'POST', path, json)
  const product = (more: object = {}): Promise<Json> =>
    victim.order('POST', '/products', { title: fresh('Frame'), ...more })
  const sized = () =>
    product({ options: [{ name: 'Size', values: ['Small', 'Large'] }], variants: [{ options: { Size: 'Small' } }] })
  const customer = async () => {
    const { id } = await victim.order('POST', '/customers', { email: freshEmail('kept') })
    const address = await victim.order('POST', `/customers/${id}/addresses`, buyerAddress)
    const { addresses } = (await victim.order('GET', `/customers/${id}`)) as unknown as { addresses: Item[] }
    return { id, path: `/customers/${id}/addresses/${addresses[0]?.id ?? address.id}` }
  }
  const transfer = (): Promise<Json> =>
    victim.order('POST', '/stock/transfers', { from: 'main', to: 'shop', lines: [{ sku: 'HV-1', quantity: 1 }] })
  const shipped = async (): Promise<string> => {
    const { id } = await transfer()
    await victim.order('POST', `/stock/transfers/${id}/ship`)
    return `/stock/transfers/${id}`
  }
  const translated = async (): Promise<string> => {
    const path = `/translations/${(await product()).id}/uk`
    await victim.order('PUT', path, { texts: { title: 'Рамка' } })
    return path
  }
  const code = () => fresh('c')
  return {
    'admin.products.update': async () =>
      write(victim, 'PATCH', `/products/${(await product()).id}`, { vendor: 'Apiary' }),
    'admin.products.remove': async () => write(victim, 'DELETE', `/products/${(await product()).id}`),
    'admin.products.addVariant': async () =>
      post(`/products/${(await sized()).id}/variants`, { sku: fresh('SKU'), options: { Size: 'Large' } }),
    'admin.products.byBarcode': async () => {
      await product({ variants: [{ sku: fresh('SKU'), barcode: '4006381333931' }] }).catch(() => undefined)
      return write(victim, 'GET', '/barcodes/4006381333931')
    },
    'admin.pricing.remove': async () => {
      const sku = fresh('PRICED')
      await product({ variants: [{ sku, prices: [{ currency: 'EUR', amount: 900 }] }] })
      const { items } = (await victim.order('GET', `/prices?variant=${sku}`)) as unknown as { items: Item[] }
      return write(victim, 'DELETE', `/prices/${items[0]?.id}`)
    },
    'admin.mail.resend': async () => {
      await victim.commerce.idle()
      const { items } = (await victim.order('GET', '/mail')) as unknown as { items: Item[] }
      return post(`/mail/${items[0]?.id}/resend`)
    },
    'admin.attributes.create': async () => post('/attributes', { key: code(), name: 'Wood', type: 'text' }),
    'admin.collections.create': async () => post('/collections', { title: fresh('Tools') }),
    'admin.collections.remove': async () =>
      write(
        victim,
        'DELETE',
        `/collections/${(await victim.order('POST', '/collections', { title: fresh('Old') })).id}`,
      ),
    'admin.customers.updateAddress': async () =>
      write(victim, 'PUT', (await customer()).path, { ...buyerAddress, city: 'Gouda' }),
    'admin.customers.removeAddress': async () => write(victim, 'DELETE', (await customer()).path),
    'admin.delivery.create': async () =>
      post('/delivery-methods', { code: code(), type: 'shipping', texts: { en: { name: 'Bike' } } }),
    'admin.locations.create': async () => post('/stock-locations', { code: code(), name: 'Barn', country: 'NL' }),
    'admin.markets.create': async () =>
      post('/markets', { code: code(), name: 'North', currency: 'EUR', languages: ['en'] }),
    'admin.markets.createChannel': async () => post('/sales-channels', { code: code(), name: 'Fair', kind: 'till' }),
    'admin.pricing.createList': async () => post('/price-lists', { code: code(), name: 'Summer' }),
    'admin.transfers.create': async () =>
      post('/stock/transfers', { from: 'main', to: 'shop', lines: [{ sku: 'HV-1', quantity: 1 }] }),
    'admin.transfers.ship': async () => post(`/stock/transfers/${(await transfer()).id}/ship`),
    'admin.transfers.receive': async () => post(`${await shipped()}/receive`, {}),
    'admin.transfers.cancel': async () => post(`/stock/transfers/${(await transfer()).id}/cancel`, {}),
    'admin.stock.adjust': async () =>
      post('/stock/adjustments', { kind: 'receive', sku: 'HV-1', location: 'main', quantity: 2 }),
    'admin.translations.put': async () =>
      write(victim, 'PUT', `/translations/${(await product()).id}/uk`, { texts: { title: 'Рамка' } }),
    'admin.translations.remove': async () => write(victim, 'DELETE', await translated()),
    'admin.jobs.runJob': async () =>
      post('/jobs/run', { name: String(((await victim.order('GET', '/jobs')).items as { name: string }[])[0]?.name) }),
  }
}
