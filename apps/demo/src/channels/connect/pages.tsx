import { type Shell, StaffPage } from '../../staff/page.tsx'
import type { Form } from '../../storefront/form.ts'
import type { Channel, Office } from '../office.ts'
import { words as channels } from '../words.ts'
import { Fields, Group, Policies } from './parts.tsx'
import { words } from './words.ts'

export type Market = Awaited<ReturnType<Office['markets']['list']>>['items'][number]

interface ChooseProps {
  readonly shell: Shell
  readonly installed: readonly Channel[]
}

/** Which channel: all that plugins bring. */
export function ChoosePage({ shell, installed }: ChooseProps) {
  return (
    <StaffPage shell={shell} title={words.title}>
      {installed.length === 0 ? (
        <p class="muted">{words.none}</p>
      ) : (
        <ul class="staff-list">
          {installed.map(({ id, title, kind, capabilities }) => (
            <li key={id}>
              <a href={`/channels/connect/${id}`}>
                <strong>{title}</strong>
                <span>{words.kinds[kind] ?? kind}</span>
              </a>
              <span class="muted">{capabilities.flatMap((each) => words.can[each] ?? []).join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href="/channels">{channels.all}</a>
      </p>
    </StaffPage>
  )
}

interface ConnectProps {
  readonly shell: Shell
  readonly channel: Channel
  readonly markets: readonly Market[]
  /** What was filled in and refused; secrets are asked for again. */
  readonly form?: Form | undefined
}

/** The account: the form that the channel's plugin describes. */
export function ConnectPage({ shell, channel, markets, form }: ConnectProps) {
  const told = (name: string) => (form?.has(name) === true ? form.get(name) : undefined)
  // A switch that is off is not in the form.
  const inForm = (prefix: string) => (name: string) => form?.get(`${prefix}.${name}`)
  return (
    <StaffPage shell={shell} title={words.connect(channel.title)}>
      <p class="muted">{words.help}</p>
      <form method="post" action={`/channels/connect/${channel.id}`} class="staff-form">
        <Group title={words.account}>
          <div class="ch-field">
            <label for="name">{words.name}</label>
            <input id="name" name="name" required maxLength={100} value={told('name') ?? channel.title} />
          </div>
          <div class="ch-field">
            <label for="market">{words.market}</label>
            <select id="market" name="market">
              {markets.map(({ code, name, currency, isDefault }) => (
                <option key={code} value={code} selected={(told('market') ?? (isDefault ? code : '')) === code}>
                  {name}, {currency}
                </option>
              ))}
            </select>
          </div>
        </Group>
        <Fields title={words.settings} schema={channel.settings} prefix="settings" written={inForm('settings')} />
        <Fields
          title={words.credentials}
          schema={channel.credentials}
          prefix="credentials"
          written={inForm('credentials')}
        />
        <Policies written={told} />
        <button class="button is-primary is-large" type="submit">
          {words.submit}
        </button>
      </form>
      <p>
        <a href="/channels/connect">{words.other}</a>
      </p>
    </StaffPage>
  )
}
