import type { SalesChannel } from '@vitrine/core'
import { problems } from './problems.ts'
import type { StorefrontScope } from './scope.ts'

/** Publishable keys of the window's sales channel that still work. */
export async function keysOf({ core }: StorefrontScope, { id }: Pick<SalesChannel, 'id'>) {
  const keys: Awaited<ReturnType<typeof core.access.publishableKeys>>['items'] = []
  let cursor: string | undefined
  do {
    const page = await core.access.publishableKeys({ query: { active: true, limit: 100, cursor } })
    keys.push(...page.items.filter(({ channelId }) => channelId === id))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return keys
}

export async function createKey({ core }: StorefrontScope, { code }: Pick<SalesChannel, 'code'>, name: string) {
  return core.access.createPublishableKey({ body: { name, channel: code } })
}

/** Keys of other windows are not this one's to end. Throws `storefront.unknownKey`. */
export async function revokeKey(scope: StorefrontScope, channel: Pick<SalesChannel, 'id'>, id: string): Promise<void> {
  const own = (await keysOf(scope, channel)).some((key) => key.id === id)
  if (!own) throw problems.unknownKey({ detail: `There is no key ${id.slice(0, 80)}.` })
  await scope.core.access.revokePublishableKey({ params: { id } })
}

export type Key = Awaited<ReturnType<typeof keysOf>>[number]
export const keyView = ({ id, name, token, createdAt }: Key) => ({ id, name, token, createdAt })
