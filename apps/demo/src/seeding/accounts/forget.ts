import type { Account, Channels } from './account.ts'

/** Milliseconds for ending what an account shows. */
const PATIENCE = 120_000
const LOOK = 250

interface Forgetting {
  readonly id: string
  /** Given anew, since tokens that were made of them before are not good any more. */
  readonly credentials: Account['connect']['credentials']
}

/** Ends everything that an account shows, and takes it away; its orders stay in the book. */
export async function forget(channels: Channels, { id, credentials }: Forgetting): Promise<void> {
  const params = { id }
  const { status } = await channels.get({ params })
  await channels.update({ params, body: { credentials } })
  await channels.unlist({ params, body: { all: true } })
  if (status === 'paused') await channels.resume({ params })
  for (const end = performance.now() + PATIENCE; ; await new Promise((resolve) => setTimeout(resolve, LOOK))) {
    try {
      return void (await channels.remove({ params }))
    } catch (error) {
      if (performance.now() > end) throw error
    }
  }
}
