import type { Commerce } from '@vitrine/core'
import { Hono } from 'hono'
import type { House } from '../storefront/house.ts'

/** Paths that belong to the core; all others are pages of the storefront. */
const CORE = /^\/(?:store|admin|hooks|docs|dev|problems)(?:\/|$)|^\/(?:openapi\.json|health|ready|metrics)$/

const DESK = /^\/pickup-desk(?:\/|$)/
const CHANNELS = /^\/channels(?:\/|$)/

interface Faces {
  readonly commerce: Pick<Commerce, 'app'>
  readonly house: Pick<House, 'assets'>
  readonly pages: Pick<Hono, 'fetch'>
  /** The counters where goods are collected. */
  readonly desk: Pick<Hono, 'fetch'>
  /** How the channels do. */
  readonly channels: Pick<Hono, 'fetch'>
}

/** The whole shop as one app: the core's surfaces, the built files, the counters of the stores, the channels, the pages. */
export function facesOf({ commerce, house, pages, desk, channels }: Faces): Hono {
  const app = new Hono()
  app.all('*', (c) => {
    const { path, raw } = c.req
    if (CORE.test(path)) return commerce.app.fetch(raw, c.env)
    if (path.startsWith('/assets/')) return house.assets.serve(raw) ?? c.text('This file is not here.', 404)
    if (DESK.test(path)) return desk.fetch(raw, c.env)
    if (CHANNELS.test(path)) return channels.fetch(raw, c.env)
    return pages.fetch(raw, c.env)
  })
  return app
}
