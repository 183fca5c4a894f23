import type { Commerce } from '@vitrine/core'
import { PRODUCTS, type SeedProduct, type SeedVariant } from '../../seed/index.ts'
import type { Account, Channels } from './account.ts'
import { amazon } from './amazon.ts'
import { bazaar } from './bazaar.ts'
import { ebay } from './ebay.ts'
import { forget } from './forget.ts'
import { pinterest } from './pinterest.ts'

const ACCOUNTS: readonly Account[] = [bazaar, ebay, amazon, pinterest]

interface Connecting {
  readonly call: Pick<Commerce['call'], 'admin'>
  /** Platforms that are there, by the channel. */
  readonly addresses: ReadonlyMap<string, string>
  /** Where the shop listens on this machine. */
  readonly shopUrl: string
  readonly say: (text: string) => void
}

/**
 * Connects the shop with every platform that is there, and lists its goods on it. The platforms of the demo forget everything when it ends, so that
 * accounts of before are taken away first. What cannot be connected is told, and stops nobody.
 */
export async function connectAccounts({ call, addresses, shopUrl, say }: Connecting): Promise<void> {
  const { channels } = call.admin
  const { items: before } = await channels.list({})
  const connectOne = async (account: Account) => {
    const { channel, name, credentials } = account.connect
    const url = addresses.get(channel)
    if (url === undefined) return
    try {
      for (const { id } of before.filter((one) => one.channel === channel)) await forget(channels, { id, credentials })
      await open({ call, account, url, shopUrl })
    } catch (error) {
      say(`${name} is not connected: ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
  await Promise.all(ACCOUNTS.map(connectOne))
}

interface Opening extends Pick<Connecting, 'call' | 'shopUrl'> {
  readonly account: Account
  readonly url: string
}

/** Connects, maps, lists as a dry run, and confirms. */
async function open({ call, account, url, shopUrl }: Opening): Promise<void> {
  const { channels } = call.admin
  const { connect, mappings, hook, without = [] } = account
  const salesChannel = await salesChannelOf(call.admin.markets, connect.channel)
  const body = { ...connect, ...(salesChannel === undefined ? {} : { salesChannel }) }
  const { id } = await channels.connect({ body })
  await channels.writeMappings({ params: { id }, body: mappings })
  const products = PRODUCTS.map(({ handle }) => handle).filter((handle) => !without.includes(handle))
  await channels.listItems({ params: { id }, body: { products } })
  await override(channels, { id, account })
  await channels.confirm({ params: { id } })
  if (hook !== undefined) await tell(`${url}/sandbox/do/${hook.action}`, hook.input(`${shopUrl}/hooks/${id}`))
}

/** The one of an earlier connection; undefined when there was none. */
async function salesChannelOf(
  { listChannels }: Commerce['call']['admin']['markets'],
  code: string,
): Promise<string | undefined> {
  const { items } = await listChannels({ query: {} })
  return items.some((one) => one.code === code) ? code : undefined
}

const BY_SKU = new Map<string, { product: SeedProduct; variant: SeedVariant }>(
  PRODUCTS.flatMap((product) => product.variants.map((variant) => [variant.sku, { product, variant }] as const)),
)

async function override(
  channels: Channels,
  { id, account }: { readonly id: string; readonly account: Account },
): Promise<void> {
  let cursor: string | undefined
  do {
    const query = cursor === undefined ? { limit: 100 } : { limit: 100, cursor }
    const page = await channels.listings({ params: { id }, query })
    for (const listing of page.items) {
      const known = BY_SKU.get(listing.key)
      const body = known === undefined ? undefined : account.overrides(known.product, known.variant)
      if (body !== undefined) await channels.override({ params: { id: listing.id }, body })
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
}

async function tell(url: string, input: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(input) })
  if (!answer.ok) throw new Error(await answer.text())
}
