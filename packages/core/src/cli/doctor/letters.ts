import { existsSync } from 'node:fs'
import type { Owner } from '../../kernel/index.ts'
import { openBare } from '../database.ts'
import type { Finding } from './finding.ts'

interface Place {
  readonly url: string
  readonly file: string | undefined
  readonly owner: Owner | undefined
}

/** Whether events were given up: somebody was not told of something, and has to look. Nothing to say where nobody can be asked. */
export async function letters(place: Place): Promise<Finding[]> {
  const dead = await deadLetters(place).catch(() => undefined)
  if (dead === undefined) return []
  const check = 'events'
  if (dead === 0) return [{ check, ok: true, detail: 'every event was delivered or is on its way' }]
  const detail = `${dead} ${dead === 1 ? 'event was' : 'events were'} given up`
  const fix = 'See why at GET /admin/events/dead-letters, then POST /admin/events/dead-letters/replay.'
  return [{ check, ok: false, detail, fix }]
}

async function deadLetters({ url, file, owner }: Place): Promise<number | undefined> {
  if (owner !== undefined) return owner.url === undefined ? undefined : deadOf(owner.url, owner.token)
  if (file !== undefined && !existsSync(file)) return undefined
  const { db } = openBare(url, 'silent')
  const rows = db.raw("select count(*) from event_parked where status = 'dead'")
  return Number((await rows.finally(() => db.close()))[0]?.[0])
}

interface Consumers {
  readonly items: readonly { readonly dead: number }[]
}

async function deadOf(url: string, token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` }
  const answer = await fetch(`${url}/admin/events/consumers`, { headers, signal: AbortSignal.timeout(5_000) })
  return ((await answer.json()) as Consumers).items.reduce((sum, { dead }) => sum + dead, 0)
}
