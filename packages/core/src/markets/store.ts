import { type Context, nearest, remembered } from '../kernel/index.ts'
import { acceptedLanguages, chooseLanguage } from './language.ts'
import type { Market, SalesChannel } from './model.ts'
import { problems } from './problems.ts'
import { allChannels, allMarkets, MARKETS } from './reads.ts'

/** The context of a buyer: in which market, through which channel, in which currency and languages. */
export interface StoreContext extends Context {
  readonly market: Market
  readonly channel: SalesChannel
  readonly currency: string
  readonly language: string
  /** The fallback chain of texts: the language of the answer, then the other languages of the market in its order. */
  readonly languages: readonly string[]
}

/** What a request says about itself, as its headers carry it. */
export interface StoreWishes {
  /** Code of a market: `Vitrine-Market`. */
  readonly market?: string | undefined
  /** `Vitrine-Currency`, in any case. */
  readonly currency?: string | undefined
  /** An Accept-Language value or one tag. */
  readonly language?: string | undefined
  /** Code of a sales channel: the one of the publishable key, or `Vitrine-Channel`. */
  readonly channel?: string | undefined
}

/** What wishes come to; the same for everybody who wishes the same. */
type Scope = Pick<StoreContext, 'market' | 'channel' | 'currency' | 'language' | 'languages'>

const MOST_KNOWN = 1_000

/** Answers of before, until a market or channel changes. */
const knownScopes = remembered({ touches: [MARKETS], load: async () => new Map<string, Scope>() })

/**
 * Makes the buyer's context. Throws `markets.unknownMarket`, `unknownChannel` or `unknownCurrency` with the known ones as hint;
 * a language that the market does not speak falls back to its default.
 */
export async function resolveStore(ctx: Context, wishes: StoreWishes): Promise<StoreContext> {
  const { market = '', currency = '', language = '', channel = '' } = wishes
  const key = `${market}\n${currency}\n${language}\n${channel}`
  const known = await knownScopes(ctx)
  let scope = known.get(key)
  if (scope === undefined) {
    scope = await scopeOf(ctx, wishes)
    if (known.size >= MOST_KNOWN) known.clear()
    if (key.length < 300) known.set(key, scope)
  }
  return { ...ctx, ...scope }
}

async function scopeOf(ctx: Context, wishes: StoreWishes): Promise<Scope> {
  const [channels, markets] = await Promise.all([allChannels(ctx), allMarkets(ctx)])
  const channel = chooseChannel(channels, said(wishes.channel))
  const market = chooseMarket(markets, channel, said(wishes.market))
  const currency = chooseCurrency(market, said(wishes.currency))
  const accepted = acceptedLanguages(wishes.language ?? '')
  const language = chooseLanguage(accepted, market.languages) ?? market.defaultLanguage
  const languages = [...new Set([language, market.defaultLanguage, ...market.languages])]
  return { market, channel, currency, language, languages }
}

/** An empty header says nothing. */
const said = (wish: string | undefined) => (wish === '' ? undefined : wish)

function chooseChannel(channels: readonly SalesChannel[], code: string | undefined): SalesChannel {
  const active = channels.filter(({ status }) => status === 'active')
  const found = active.find((channel) => (code === undefined ? channel.isDefault : channel.code === code))
  if (found !== undefined) return found
  throw problems.unknownChannel(unknown({ header: 'Vitrine-Channel', value: code ?? '', known: active.map(codeOf) }))
}

function chooseMarket(markets: readonly Market[], channel: SalesChannel, code: string | undefined): Market {
  const open = markets.filter(
    (market) =>
      market.status === 'active' && (channel.marketCodes.length === 0 || channel.marketCodes.includes(market.code)),
  )
  const found =
    code === undefined
      ? (open.find(({ isDefault }) => isDefault) ?? open[0])
      : open.find((market) => market.code === code)
  if (found !== undefined) return found
  throw problems.unknownMarket(unknown({ header: 'Vitrine-Market', value: code ?? '', known: open.map(codeOf) }))
}

function chooseCurrency(market: Market, wish: string | undefined): string {
  if (wish === undefined) return market.currency
  const found = market.currencies.find((currency) => currency === wish.toUpperCase())
  if (found !== undefined) return found
  throw problems.unknownCurrency(unknown({ header: 'Vitrine-Currency', value: wish, known: market.currencies }))
}

const codeOf = ({ code }: { readonly code: string }) => code

function unknown({ header, value, known }: { header: string; value: string; known: readonly string[] }) {
  const meant = nearest(value, known)
  const hint = `${meant === undefined ? '' : `Did you mean ${meant}? `}Known here: ${known.slice(0, 20).join(', ')}.`
  return {
    detail: `${header} ${JSON.stringify(value.slice(0, 40))} is not known.`,
    hint,
    errors: [{ path: `header.${header}`, code: 'unknown', message: `is not known. ${hint}` }],
  }
}
