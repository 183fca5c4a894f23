import { html, raw } from 'hono/html'
import type { ProblemType } from '../../kernel/index.ts'

type Html = ReturnType<typeof html>

/** Every code that the API may refuse with, and one page each: what `type` of a problem points to. */
export function problemsPage(problems: readonly ProblemType[]): string {
  const rows = problems.map(
    ({ code, spec }) =>
      html`<tr><td>${spec.status}</td><td><a href="/docs/problems/${code}"><code>${code}</code></a></td><td>${spec.title}</td></tr>`,
  )
  return page(
    'Problems',
    html`<h1>Problems</h1>
    <p>A refusal is <code>application/problem+json</code> (RFC 9457) with a stable <code>code</code>, the fields that are wrong in <code>errors</code>, a <code>hint</code> and the request id.</p>
    <table><thead><tr><th>Status</th><th>Code</th><th>Meaning</th></tr></thead><tbody>${rows}</tbody></table>`,
  )
}

export function problemPage({ code, spec }: ProblemType): string {
  return page(
    code,
    html`<p><a href="/docs/problems">All problems</a></p><h1><code>${code}</code></h1>
    <p><strong>${spec.status}</strong> ${spec.title}.</p>
    ${spec.hint === undefined ? '' : html`<p>${spec.hint}</p>`}
    <pre><code>${example(code)}</code></pre>`,
  )
}

function example(code: string): string {
  return `try {\n  await shop.…\n} catch (problem) {\n  if (isProblem(problem, '${code}')) {\n    // problem.detail, problem.hint, problem.errors\n  }\n}`
}

function page(title: string, content: Html): string {
  return String(html`${raw('<!doctype html>')}<html lang="en">
    <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><link rel="stylesheet" href="/docs/style.css"></head>
    <body class="plain"><main><p><a href="/docs">Reference</a></p>${content}</main></body>
  </html>`)
}
