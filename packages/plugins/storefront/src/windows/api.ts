import type { Account, Acknowledgement, Entry, Observation, Publication } from '@vitrine/core'
import type { StorefrontScope } from '../scope.ts'
import { localPath, pathOf } from '../site.ts'
import type { Page } from './page.ts'
import { endLine, pagesByKeys, putLine } from './page-rows.ts'
import type { WindowSettings } from './settings.ts'
import { settingsOf } from './window.ts'

/** What the engine does to a window: it writes the table of its pages, and calls nobody. */
export interface WindowApi {
  /** Where buyers see it. */
  readonly address: string
  readonly publish: (entries: readonly Publication<Page>[]) => Promise<Acknowledgement[]>
  readonly withdraw: (entries: readonly Entry[]) => Promise<Acknowledgement[]>
  readonly read: (entries: readonly Entry[]) => Promise<Observation<Page>[]>
}

type Own = Pick<StorefrontScope, 'config' | 'ctx' | 'db' | 'now'>

export function windowApi(
  { connectionId, settings }: Account<WindowSettings, Record<never, never>>,
  { config, ctx, db, now }: Own,
): WindowApi {
  const { url = ctx.settings.publicUrl, languages, pages } = settingsOf(config, settings)
  const language = languages?.[0] ?? { language: '', prefix: '' }
  const addressOf = ({ handle }: Page) => url + localPath(language, pathOf({ pages }, 'product', handle))
  return {
    address: url,
    async publish(entries) {
      await db.run('list', () => ({
        statements: entries.map(({ key, shape }) => putLine({ connectionId, key, page: shape, now: now() })),
        result: null,
      }))
      return entries.map(({ key, shape }) => ({
        key,
        outcome: 'live',
        externalId: shape.productId,
        issues: shape.warnings,
        url: addressOf(shape),
      }))
    },
    async withdraw(entries) {
      const keys = entries.map(({ key }) => key)
      await db.run('unlist', () => ({ statements: [endLine({ connectionId, keys, now: now() })], result: null }))
      return keys.map((key) => ({ key, outcome: 'live' }))
    },
    async read(entries) {
      const rows = await pagesByKeys(ctx, { connectionId, keys: entries.map(({ key }) => key) })
      const there = new Map(rows.map((row) => [row.key, row]))
      return entries.map(({ key }) => {
        const row = there.get(key)
        if (row === undefined) return { key, status: 'missing' }
        const { page, productId: externalId, isListed } = row
        return { key, externalId, status: isListed ? 'live' : 'ended', shape: page, url: addressOf(page) }
      })
    },
  }
}
