import { getDotPath, safeParse } from 'valibot'
import { allLocations } from '../../inventory/index.ts'
import type { Context, Statement } from '../../kernel/index.ts'
import { allChannels, allMarkets, newChannelLines } from '../../markets/index.ts'
import type { AnyChannel, ChannelKind } from '../channel.ts'
import type { StockPolicy } from '../model.ts'
import { problems } from '../problems.ts'
import type { ConnectionInput } from './model.ts'

interface Given {
  readonly settings: unknown
  readonly credentials?: unknown
}

/** Settings and credentials as the channel wants them, with defaults. What was given never stands in an error: it may be secret. */
export function checkedAccount(channel: AnyChannel, { settings, credentials }: Given): Given {
  return {
    settings: checked('settings', channel, settings) ?? {},
    credentials: credentials === undefined ? undefined : checked('credentials', channel, credentials),
  }
}

function checked(what: 'settings' | 'credentials', channel: AnyChannel, given: unknown): unknown {
  const schema = channel[what]
  if (schema === undefined) return {}
  const parsed = safeParse(schema, given)
  if (parsed.success) return parsed.output
  const problem = what === 'settings' ? problems.settingsInvalid : problems.credentialsInvalid
  throw problem({
    errors: parsed.issues.map((issue) => {
      const path = getDotPath(issue)
      const code = issue.received === 'undefined' ? 'missing' : 'invalid'
      const wish = issue.expected === null ? 'is not as the channel wants it' : `should be ${issue.expected}`
      const message = code === 'missing' ? 'is missing' : what === 'settings' ? issue.message : wish
      return { path: `body.${what}${path === null ? '' : `.${path}`}`, code, message }
    }),
  })
}

/** In which market, currency and language, and under which sales channel, the account sells; with the lines of a sales channel of its own. */
export async function placeOf(ctx: Context, channel: AnyChannel, input: ConnectionInput) {
  const markets = await allMarkets(ctx)
  const market = markets.find(({ code, isDefault }) => (input.market === undefined ? isDefault : code === input.market))
  const currency = input.currency ?? market?.currency
  if (market === undefined || currency === undefined || !market.currencies.includes(currency))
    throw problems.unknownMarket({
      hint: `Markets: ${markets.map((one) => `${one.code} (${one.currencies.join(', ')})`).join('; ')}.`,
      errors: [
        { path: market === undefined ? 'body.market' : 'body.currency', code: 'unknown', message: 'is not known here' },
      ],
    })
  const { id, lines } = await salesChannelOf(ctx, channel, input)
  const place = {
    salesChannelId: id,
    market: market.code,
    currency,
    language: input.language ?? market.defaultLanguage,
  }
  return { place, lines }
}

const KINDS: Readonly<Record<ChannelKind, 'marketplace' | 'social' | 'feed' | 'messenger' | 'web' | 'agent'>> = {
  marketplace: 'marketplace',
  social: 'social',
  search: 'feed',
  feed: 'feed',
  messenger: 'messenger',
  web: 'web',
  agent: 'agent',
}

async function salesChannelOf(
  ctx: Context,
  channel: AnyChannel,
  { salesChannel, name }: ConnectionInput,
): Promise<{ readonly id: string; readonly lines: readonly Statement[] }> {
  const all = await allChannels(ctx)
  const found = all.find(({ code }) => code === salesChannel)
  if (found !== undefined) return { id: found.id, lines: [] }
  if (salesChannel !== undefined)
    throw problems.unknownSalesChannel({
      hint: `Known here: ${all.map(({ code }) => code).join(', ')}.`,
      errors: [{ path: 'body.salesChannel', code: 'unknown', message: 'is the code of no sales channel' }],
    })
  const own = all.find(({ isDefault }) => isDefault)
  // A window of the shop itself shows what the shop sells.
  if (channel.kind === 'web' && own !== undefined) return { id: own.id, lines: [] }
  const taken = new Set(all.map(({ code }) => code))
  let code: string = channel.id
  for (let number = 2; taken.has(code); number += 1) code = `${channel.id}-${number}`
  return newChannelLines(ctx, {
    code,
    name,
    kind: KINDS[channel.kind],
    marketCodes: [],
    isDefault: false,
    publishesNew: true,
  })
}

/** A place that does not exist would show nothing for ever. */
export async function checkLocations(ctx: Context, all: readonly StockPolicy[]): Promise<void> {
  const known = (await allLocations(ctx)).map(({ code }) => code)
  const unknown = all.flatMap(({ locations = [] }) => locations).find((code) => !known.includes(code))
  if (unknown === undefined) return
  throw problems.unknownLocation({
    detail: `There is no stock location ${unknown}.`,
    hint: `Known here: ${known.slice(0, 20).join(', ')}.`,
    errors: [{ path: 'body.stockPolicy.locations', code: 'unknown', message: 'is the code of no stock location' }],
  })
}
