import type { Context } from 'hono'
import type { Staffed } from '../../staff/app.tsx'
import { type Complaint, refusalOf } from '../../staff/complaint.ts'
import { type Form, formOf } from '../../storefront/form.ts'
import { page } from '../../storefront/render.ts'
import type { Channel } from '../office.ts'
import { ChoosePage, ConnectPage } from './pages.tsx'
import { policiesOf, valuesOf } from './values.ts'

/** Connecting an account: which channel, its form, and the way to the new connection. */
export function connectRoutes({ app, office, shell }: Staffed): void {
  app.get('/connect', async (c) => {
    const { items } = await office(c).channels.installed()
    return page(c, <ChoosePage shell={shell()} installed={items} />)
  })
  const found = async (c: Context): Promise<Channel | undefined> =>
    (await office(c).channels.installed()).items.find(({ id }) => id === c.req.param('channel'))
  const show = async (c: Context, channel: Channel, again?: { readonly form: Form; readonly complaint: Complaint }) => {
    const { items: markets } = await office(c).markets.list()
    const props = { channel, markets, form: again?.form, shell: shell({ complaint: again?.complaint }) }
    return page(c, <ConnectPage {...props} />, again === undefined ? 200 : 422)
  }
  app.get('/connect/:channel', async (c) => {
    const channel = await found(c)
    return channel === undefined ? c.notFound() : show(c, channel)
  })
  app.post('/connect/:channel', async (c) => {
    const channel = await found(c)
    if (channel === undefined) return c.notFound()
    const form = await formOf(c)
    try {
      const { id } = await office(c).channels.connect({ body: accountOf(channel, form) })
      return c.redirect(`/channels/${id}?told=connected`, 303)
    } catch (error) {
      return show(c, channel, { form, complaint: refusalOf(error) })
    }
  })
}

function accountOf({ id, settings, credentials }: Channel, form: Form) {
  const secrets = valuesOf(credentials, { form, prefix: 'credentials' })
  return {
    channel: id,
    name: form.get('name'),
    market: form.get('market'),
    settings: valuesOf(settings, { form, prefix: 'settings' }),
    ...(Object.keys(secrets).length === 0 ? {} : { credentials: secrets }),
    ...policiesOf(form),
  }
}
