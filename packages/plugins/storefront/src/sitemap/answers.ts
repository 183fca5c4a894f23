import { type App, MINUTE, streamed } from '@vitrine/core'
import { problems } from '../problems.ts'
import type { Window } from '../windows/window.ts'
import { type Part, partsOf, partXml } from './parts.ts'
import { LIMITS } from './size.ts'
import { indexXml } from './xml.ts'

const KEPT = 10 * MINUTE

interface Walked {
  readonly at: number
  readonly parts: Promise<Part[]>
}

/** The walk through a great shop takes a second: all who ask within ten minutes get one. */
const walks = new WeakMap<App['db'], Map<string, Walked>>()

export async function indexAnswer(window: Window): Promise<Response> {
  const { site } = window
  const parts = await knownParts(window)
  const entries = parts.map(({ name, changedAt }) => ({ address: `${site.url}/sitemaps/${name}`, changedAt }))
  return xml(indexXml(entries))
}

function knownParts({ ctx, site, connection }: Window): Promise<Part[]> {
  const known = walks.get(ctx.db) ?? new Map<string, Walked>()
  walks.set(ctx.db, known)
  const key = JSON.stringify([ctx.channel.id, connection?.id, site])
  const before = known.get(key)
  if (before !== undefined && ctx.now() - before.at < KEPT) return before.parts
  const parts = partsOf({ ctx, site, connection, limits: LIMITS })
  known.set(key, { at: ctx.now(), parts })
  parts.catch(() => known.delete(key))
  return parts
}

/** Throws `storefront.noSuchPart`. */
export async function partAnswer({ ctx, site, connection }: Window, name: string): Promise<Response> {
  const pieces = await partXml({ ctx, site, connection, limits: LIMITS }, name)
  if (pieces === undefined) throw problems.noSuchPart({ detail: `There is no part ${name.slice(0, 80)}.` })
  return xml(streamed(pieces))
}

function xml(body: string | ReadableStream<Uint8Array>): Response {
  return new Response(body, {
    headers: { 'Content-Type': 'application/xml; charset=utf-8', 'Cache-Control': 'public, max-age=600' },
  })
}
