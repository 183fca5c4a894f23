import type { Context } from '../kernel/index.ts'
import { problems } from './problems.ts'
import { allChannels, allMarkets } from './reads.ts'
import type { StoreContext } from './store.ts'

/** In which market, through which channel, in which currency and language somebody buys, as a cart or an order keeps it. */
export interface StoreTerms {
  readonly marketId: string
  readonly channelId: string
  readonly currency: string
  readonly language: string
}

/**
 * The buyer's context in terms that were agreed before, whatever the request says of itself. Archived markets and channels still
 * serve what was begun in them. Throws `markets.notFound` for ids that never were.
 */
export async function storeOfTerms(ctx: Context | StoreContext, terms: StoreTerms): Promise<StoreContext> {
  const { marketId, channelId, currency, language } = terms
  if (isIn(ctx, terms)) return ctx
  const [markets, channels] = await Promise.all([allMarkets(ctx), allChannels(ctx)])
  const market = markets.find(({ id }) => id === marketId)
  const channel = channels.find(({ id }) => id === channelId)
  if (market === undefined || channel === undefined) throw problems.notFound()
  const languages = [...new Set([language, market.defaultLanguage, ...market.languages])]
  return { ...ctx, market, channel, currency, language, languages }
}

function isIn(ctx: Context | StoreContext, terms: StoreTerms): ctx is StoreContext {
  return (
    'market' in ctx &&
    ctx.market.id === terms.marketId &&
    ctx.channel.id === terms.channelId &&
    ctx.currency === terms.currency &&
    ctx.language === terms.language
  )
}
