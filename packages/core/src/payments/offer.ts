import type { StoreContext } from '../markets/index.ts'
import type { CaptureMode } from './model.ts'
import { problems } from './problems.ts'
import { allProviders, findProvider, type PaymentProvider } from './provider.ts'
import { allMethods } from './reads.ts'

export interface OfferedProvider {
  readonly provider: PaymentProvider
  readonly captureMode: CaptureMode
}

/**
 * The ways to pay so much in this market, in the merchant's order. A market that was given none offers every provider,
 * test ones in development only.
 */
export async function offeredProviders(store: StoreContext, amount?: number): Promise<OfferedProvider[]> {
  const given = (await allMethods(store)).filter(({ marketId }) => marketId === store.market.id)
  const offered =
    given.length === 0
      ? standardOffer(store)
      : given.flatMap((method) => {
          const provider = findProvider(store, method.provider)
          return provider === undefined ? [] : [{ provider, captureMode: method.captureMode }]
        })
  return offered.filter(({ provider }) => amount === undefined || provider.accepts?.(store, amount) !== false)
}

function standardOffer(store: StoreContext): OfferedProvider[] {
  return allProviders(store)
    .filter(({ isTest }) => isTest !== true || store.settings.mode === 'development')
    .map((provider) => ({ provider, captureMode: provider.captureMode }))
}

/** The provider with this id, if it is offered for the amount. Throws `payments.providerUnavailable`. */
export async function requireOffered(store: StoreContext, id: string, amount: number): Promise<OfferedProvider> {
  const all = await offeredProviders(store, amount)
  const found = all.find(({ provider }) => provider.id === id)
  if (found !== undefined) return found
  const offered = all.map(({ provider }) => provider.id)
  throw problems.providerUnavailable({
    detail: offered.length === 0 ? 'Nothing is offered here.' : `Offered here: ${offered.join(', ')}.`,
    extra: { offered },
  })
}

/** A text in the first of these languages that there is, else in English. */
export function inLanguage(texts: Readonly<Record<string, string>>, languages: readonly string[]): string {
  const language = languages.find((wanted) => texts[wanted] !== undefined) ?? 'en'
  return texts[language] ?? ''
}
