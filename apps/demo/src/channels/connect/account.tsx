import type { Context } from 'hono'
import type { Staffed } from '../../staff/app.tsx'
import { type Complaint, refusalOf } from '../../staff/complaint.ts'
import { type Shell, StaffPage } from '../../staff/page.tsx'
import { type Form, formOf } from '../../storefront/form.ts'
import { page } from '../../storefront/render.ts'
import type { Channel, Connection, Office } from '../office.ts'
import { linesOf, pairsOf } from '../overrides.ts'
import { words as channels } from '../words.ts'
import { Fields, Group, Policies } from './parts.tsx'
import { fieldsOf } from './schema.ts'
import { policiesOf, textOf, valuesOf } from './values.ts'
import { words } from './words.ts'

type Mappings = Awaited<ReturnType<Office['channels']['mappings']>>

const KINDS = ['category', 'attribute', 'value'] as const

/** How an account is reached, what it is told, and our words in the channel's. */
export function accountRoutes({ app, office, shell }: Staffed): void {
  const show = async (c: Context, complaint?: Complaint) => {
    const params = { id: c.req.param('id') ?? '' }
    const { channels: calls } = office(c)
    const [connection, mappings, { items }] = await Promise.all([
      calls.get({ params }),
      calls.mappings({ params }),
      calls.installed(),
    ])
    const channel = items.find(({ id }) => id === connection.channel)
    if (channel === undefined) return c.notFound() as Response
    const props = { connection, channel, mappings, shell: shell({ complaint }) }
    return page(c, <AccountPage {...props} />, complaint === undefined ? 200 : 422)
  }
  app.get('/:id/account', (c) => show(c))
  app.post('/:id/account', async (c) => {
    const params = { id: c.req.param('id') }
    const form = await formOf(c)
    try {
      await save(office(c), params, form)
      return c.redirect(`/channels/${params.id}?told=changed`, 303)
    } catch (error) {
      return show(c, refusalOf(error))
    }
  })
}

async function save({ channels: calls }: Office, params: { readonly id: string }, form: Form): Promise<void> {
  const [connection, { items }] = await Promise.all([calls.get({ params }), calls.installed()])
  const channel = items.find(({ id }) => id === connection.channel)
  const secrets = valuesOf(channel?.credentials, { form, prefix: 'credentials' })
  const body = {
    name: form.get('name'),
    settings: valuesOf(channel?.settings, { form, prefix: 'settings' }),
    ...(Object.keys(secrets).length === 0 ? {} : { credentials: secrets }),
    ...policiesOf(form, connection),
  }
  await calls.update({ params, body })
  const [category, attribute, value] = KINDS.map((kind) => pairsOf(form.get(kind)))
  await calls.writeMappings({ params, body: { category, attribute, value } })
}

interface AccountProps {
  readonly shell: Shell
  readonly connection: Connection
  readonly channel: Channel
  readonly mappings: Mappings
}

function AccountPage({ shell, connection, channel, mappings }: AccountProps) {
  const { id, name, settings, stockPolicy, pricePolicy } = connection
  const kept = settings as Readonly<Record<string, unknown>>
  const fields = new Map(fieldsOf(channel.settings).map((one) => [one.name, one.field]))
  const policies: Readonly<Record<string, number | undefined>> = {
    'stock.buffer': stockPolicy.buffer,
    'price.percent': pricePolicy.percent,
    'price.ending': pricePolicy.ending,
  }
  return (
    <StaffPage shell={shell} title={words.edit(name)}>
      <form method="post" action={`/channels/${id}/account`} class="staff-form">
        <div class="ch-field">
          <label for="name">{words.name}</label>
          <input id="name" name="name" required maxLength={100} value={name} />
        </div>
        <MappingFields mappings={mappings} />
        <Policies written={(policy) => policies[policy]} />
        <Fields
          title={words.settings}
          schema={channel.settings}
          prefix="settings"
          written={(field) => textOf(fields.get(field) ?? {}, kept[field])}
        />
        <Fields title={words.credentials} schema={channel.credentials} prefix="credentials" written={() => ''} keeps />
        <button class="button is-primary is-large" type="submit">
          {words.save}
        </button>
      </form>
      <p>
        <a href={`/channels/${id}`}>{channels.back}</a>
      </p>
    </StaffPage>
  )
}

function MappingFields({ mappings }: Pick<AccountProps, 'mappings'>) {
  return (
    <Group title={words.mappings}>
      <p class="muted">{words.mappingsHelp}</p>
      {KINDS.map((kind) => (
        <div key={kind} class="ch-field">
          <label for={kind}>{words[kind]}</label>
          <textarea id={kind} name={kind} rows={4}>
            {linesOf(mappings[kind] ?? {})}
          </textarea>
        </div>
      ))}
    </Group>
  )
}
