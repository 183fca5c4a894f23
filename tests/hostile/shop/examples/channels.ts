import { atFair, STUBBORN } from '../../../fault/fixtures/fair.ts'
import type { Victim } from '../victim.ts'
import { type Examples, write } from './example.ts'

export function ofChannels(victim: Victim): Examples {
  const post = (path: string, json: unknown = {}) => write(victim, 'POST', path, json)
  const connected = async () => {
    const { id } = await victim.order('POST', '/connections', { channel: 'fair', name: 'Fair', salesChannel: 'web' })
    return `/connections/${id}`
  }
  const live = async () => {
    const at = await connected()
    await victim.order('POST', `${at}/confirm`)
    return at
  }
  /** An order that came from the fair: the connection's path, the order, and what the fair was told about it. */
  const sold = async (key: string, end = '') => {
    const at = await connected()
    const line = { externalId: '1', key, title: 'Hive', quantity: 2, unitPrice: 12_000 }
    atFair(victim.fair, `${at.split('/').at(-1)}:1${end}`, { lines: [line] })
    await victim.order('POST', `${at}/confirm`)
    for (let round = 0; round < 2; round += 1) await victim.commerce.idle()
    const first = async (what: string) =>
      ((await victim.order('GET', `${at}/${what}`)).items as { id: string }[])[0]?.id
    return { at, order: await first('orders'), command: await first('commands') }
  }
  const refused = async () => `/channel-commands/${(await sold('HV-1', STUBBORN)).command}`
  const listed = async () => {
    const at = await connected()
    await victim.order('POST', `${at}/list`, { variants: ['HV-1'] })
    return ((await victim.order('GET', `${at}/listings`)).items as { id: string }[])[0]?.id
  }
  return {
    'admin.channels.connect': async () => post('/connections', { channel: 'fair', name: 'Fair', salesChannel: 'web' }),
    'admin.channels.update': async () => write(victim, 'PATCH', await connected(), { name: 'Spring fair' }),
    'admin.channels.remove': async () => write(victim, 'DELETE', await connected()),
    'admin.channels.test': async () => post(`${await connected()}/test`),
    'admin.channels.confirm': async () => post(`${await connected()}/confirm`),
    'admin.channels.pause': async () => post(`${await live()}/pause`),
    'admin.channels.resume': async () => post(`${await live()}/resume`),
    'admin.channels.resync': async () => post(`${await connected()}/resync`),
    'admin.channels.writePolicies': async () =>
      write(victim, 'PUT', `${await connected()}/policies`, { stock: [], price: [] }),
    'admin.channels.writeMappings': async () => write(victim, 'PUT', `${await connected()}/mappings`, {}),
    'admin.channels.preview': async () => post(`${await connected()}/preview`, { variants: ['HV-1'] }),
    'admin.channels.listItems': async () => post(`${await connected()}/list`, { variants: ['HV-1'] }),
    'admin.channels.unlist': async () => post(`${await connected()}/unlist`, { all: true }),
    'admin.channels.retry': async () => post(`${await connected()}/retry`, {}),
    'admin.channels.adopt': async () => post(`${await connected()}/adopt`),
    'admin.channels.override': async () =>
      write(victim, 'PUT', `/listings/${await listed()}/overrides`, { title: 'T' }),
    'admin.channels.retryOrders': async () => post(`${await connected()}/orders/retry`, {}),
    'admin.channels.retryOrder': async () => post(`/channel-orders/${(await sold('HV-1')).order}/retry`),
    'admin.channels.mapItem': async () =>
      post(`/channel-orders/${(await sold('OLD-1')).order}/map`, { key: 'OLD-1', variant: 'HV-1' }),
    'admin.channels.refundOrder': async () =>
      post(`/channel-orders/${(await sold('HV-1')).order}/refund`, { amount: 1 }),
    'admin.channels.retryCommand': async () => post(`${await refused()}/retry`),
    'admin.channels.skipCommand': async () => post(`${await refused()}/skip`, { reason: 'seen to' }),
    'admin.channels.editCommand': async () => post(`${await refused()}/edit`, { reason: 'another' }),
  }
}
