import { html, raw } from 'hono/html'
import type { OpenApiDocument } from '../../kernel/index.ts'
import { byTag, type Listed, resolve } from './document.ts'
import { schemaTree, typeName } from './schema-tree.ts'

type Html = ReturnType<typeof html>

/** The reference of every endpoint as one page that needs nothing from outside: no script host, no font host. */
export function referencePage(document: OpenApiDocument): string {
  const groups = byTag(document)
  const sections = [...groups].map(([tag, operations]) => section(document, tag, operations))
  return String(html`${raw('<!doctype html>')}<html lang="en">
    <head>
      <meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
      <title>${document.info.title}: reference</title>
      <link rel="stylesheet" href="/docs/style.css"><script type="module" src="/docs/filter.js"></script>
    </head>
    <body>
      <nav aria-label="Endpoints">
        <a class="brand" href="#top">${document.info.title}</a>
        <label class="filter">Find <input type="search" id="filter" placeholder="path or word" autocomplete="off"></label>
        ${[...groups].map(([tag, operations]) => navGroup(tag, operations))}
      </nav>
      <main id="top">${intro(document)}${sections}</main>
    </body>
  </html>`)
}

function intro(document: OpenApiDocument): Html {
  return html`<header><h1>${document.info.title}</h1><p>${document.info.description ?? ''}</p>
    <p>Version ${document.info.version} · the same as <a href="/openapi.json">OpenAPI 3.1</a> · refusals are <a href="/docs/problems">problems with a code</a>.</p>
    <p>Every store request understands <code>Vitrine-Market</code>, <code>Vitrine-Currency</code>, <code>Vitrine-Channel</code> and <code>Accept-Language</code>, and echoes what it used. Writes take an <code>Idempotency-Key</code>; admin writes take <code>If-Match</code>.</p></header>`
}

function navGroup(tag: string, operations: readonly Listed[]): Html {
  const links = operations.map(
    ({ id, method, path, operation }) =>
      html`<li data-find="${`${method} ${path} ${operation.summary ?? ''}`.toLowerCase()}"><a href="#${id}"><span class="method ${method.toLowerCase()}">${method}</span> ${shortPath(path)}</a></li>`,
  )
  return html`<details open><summary>${tag}</summary><ul>${links}</ul></details>`
}

function section(document: OpenApiDocument, tag: string, operations: readonly Listed[]): Html {
  return html`<section><h2>${tag}</h2>${operations.map((listed) => article(document, listed))}</section>`
}

function article(document: OpenApiDocument, { id, method, path, operation }: Listed): Html {
  const body = Object.values(operation.requestBody?.content ?? {})[0]?.schema
  return html`<article id="${id}">
    <h3><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></h3>
    <p>${operation.summary ?? ''}</p>
    ${parameters(document, operation)}
    ${body === undefined ? '' : html`<h4>Body</h4>${schemaTree(document, body)}`}
    ${responses(document, operation)}
    <h4>Try it</h4><pre><code>${curl(method, path, body !== undefined)}</code></pre>
  </article>`
}

function parameters(document: OpenApiDocument, operation: Listed['operation']): Html | string {
  const list = operation.parameters.filter((parameter) => parameter.in !== 'header')
  if (list.length === 0) return ''
  const rows = list.map(
    (parameter) =>
      html`<li><code class="name">${parameter.name}</code> <span class="type">${parameter.in}, ${typeName(document, parameter.schema)}</span>${parameter.required === true ? html` <span class="required">required</span>` : ''} <span class="about">${parameter.description ?? ''}</span></li>`,
  )
  return html`<h4>Parameters</h4><ul class="schema">${rows}</ul>`
}

function responses(document: OpenApiDocument, operation: Listed['operation']): Html {
  const entries = Object.entries(operation.responses)
  const answers = entries.filter(([status]) => Number(status) < 400)
  const refusals = entries.filter(([status]) => Number(status) >= 400)
  return html`${answers.map(([status, { description, content }]) => html`<h4>${status} ${description}</h4>${tree(document, content)}`)}
    ${refusals.length === 0 ? '' : html`<h4>Refusals</h4><ul class="schema">${refusals.map(([status, { description }]) => html`<li><code class="name">${status}</code> ${linked(description)}</li>`)}</ul>`}`
}

function tree(
  document: OpenApiDocument,
  content: Readonly<Record<string, { readonly schema?: object }>> | undefined,
): Html | string {
  const schema = Object.values(content ?? {})[0]?.schema
  return schema === undefined ? '' : schemaTree(document, resolve(document, schema))
}

/** Codes in a description (`carts.notFound`) lead to their page. */
function linked(text: string): (Html | string)[] {
  return text
    .split(/(\b[a-z]+\.[a-zA-Z]+\b)/)
    .map((part, at) => (at % 2 === 1 ? html`<a href="/docs/problems/${part}"><code>${part}</code></a>` : part))
}

function curl(method: string, path: string, hasBody: boolean): string {
  const lines = [`curl${method === 'GET' ? '' : ` -X ${method}`} $VITRINE_URL${path.replaceAll(/\{(\w+)\}/g, '$$$1')}`]
  if (path.startsWith('/admin')) lines.push(`-H "Authorization: Bearer $VITRINE_ADMIN_KEY"`)
  if (method !== 'GET') lines.push(`-H "Idempotency-Key: $(uuidgen)"`)
  if (hasBody) lines.push(`-H "Content-Type: application/json" -d @body.json`)
  return lines.join(' \\\n  ')
}

function shortPath(path: string): string {
  return path.replace(/^\/(store|admin)/, '')
}
