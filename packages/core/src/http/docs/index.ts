import type { Hono } from 'hono'
import { type OpenApiDocument, type ProblemType, requestProblems } from '../../kernel/index.ts'

export interface DocsOptions {
  /** Printed at the first call, then kept. */
  readonly document: () => Promise<OpenApiDocument>
  readonly problems: () => readonly ProblemType[]
}

const PAGE = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; frame-ancestors 'none'",
}

/** `/openapi.json`, `/docs` and `/docs/problems`: printed from the contracts, served offline, loaded at the first look. */
export function mountDocs(hono: Hono, options: DocsOptions): void {
  let printed: Promise<OpenApiDocument> | undefined
  const document = () => {
    printed ??= options.document()
    return printed
  }
  hono.get('/openapi.json', async (c) => c.json(await document()))
  hono.get('/docs', async (c) => {
    const { referencePage } = await import('./reference-page.ts')
    return c.body(referencePage(await document()), 200, PAGE)
  })
  hono.get('/docs/style.css', async (c) =>
    c.body((await import('./assets.ts')).style, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  )
  hono.get('/docs/filter.js', async (c) =>
    c.body((await import('./assets.ts')).filterScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  )
  hono.get('/docs/problems', async (c) => {
    const { problemsPage } = await import('./problem-pages.ts')
    return c.body(problemsPage(options.problems()), 200, PAGE)
  })
  hono.get('/docs/problems/:code', async (c) => {
    const { problemPage } = await import('./problem-pages.ts')
    const found = options.problems().find(({ code }) => code === c.req.param('code'))
    if (found === undefined) throw requestProblems.notFound({ detail: 'No problem has this code.' })
    return c.body(problemPage(found), 200, PAGE)
  })
}
