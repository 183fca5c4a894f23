import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { VNode } from 'preact'
import { renderToString } from 'preact-render-to-string'

/** A whole page. */
export function page(c: Context, content: VNode, status: ContentfulStatusCode = 200): Response {
  return c.html(`<!doctype html>${renderToString(content)}`, status)
}

/** A part of a page, for scripts that put it in place. */
export function fragment(c: Context, content: VNode, status: ContentfulStatusCode = 200): Response {
  c.header('Cache-Control', 'no-store')
  return c.html(renderToString(content), status)
}
