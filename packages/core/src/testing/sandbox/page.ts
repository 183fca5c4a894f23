import { html, raw } from 'hono/html'
import type { HookDelivery } from './hook-sender.ts'
import type { SandboxCall } from './journal.ts'
import { script, style } from './page-assets.ts'
import type { View, ViewButton, ViewItem, ViewOrder } from './platform.ts'
import { presets } from './presets.ts'

export interface PageParts {
  readonly title: string
  readonly view: View
  /** What is in force, in words. */
  readonly faults: readonly string[]
  readonly calls: readonly SandboxCall[]
  readonly deliveries: readonly HookDelivery[]
}

type Html = ReturnType<typeof html>

/* Apart, since compilers rewrite tagged templates that hold the end of a script. */
const program = `<script type="module">${script}</script>`

/** What the channel sees, for people. It refreshes itself. */
export function page(parts: PageParts): Html {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${parts.title} sandbox</title><style>${raw(style)}</style></head><body>
<header><h1>${parts.title}</h1><p>A sandbox: nothing here is real, and what it shows is all that the platform knows.</p></header>
<main id="live">${live(parts)}</main><p id="said" role="status"></p>${raw(program)}</body></html>`
}

/** The part of the page that changes. */
export function live({ view, faults, calls, deliveries }: PageParts): Html {
  return html`<section class="weather"><h2>Weather</h2>
<ul class="force">${faults.length === 0 ? html`<li class="calm">calm</li>` : faults.map((fault) => html`<li>${fault}</li>`)}</ul>
<div class="row"><button data-post="/sandbox/calm">Calm down</button>${Object.entries(presets).map(
    ([title, knobs]) =>
      html`<button class="quiet" data-post="/sandbox/knobs" data-input="${JSON.stringify(knobs)}">${title}</button>`,
  )}${view.buttons.map(button)}</div></section>
${view.orders.length === 0 ? '' : html`<section><h2>Orders <small>${view.orders.length}</small></h2><div class="cards">${view.orders.map(order)}</div></section>`}
${view.messages === undefined ? '' : html`<section><h2>Chats</h2><ol class="chat">${view.messages.map(message)}</ol></section>`}
${view.messages === undefined ? html`<section><h2>On sale <small>${view.items.length}</small></h2><div class="cards">${view.items.map(item)}</div>${view.items.length === 0 ? html`<p class="empty">Nothing was listed yet.</p>` : ''}</section>` : ''}
<section class="logs"><details open><summary>Last calls</summary><ol>${calls.toReversed().map(call)}</ol></details>
<details><summary>Messages to the shop</summary><ol>${deliveries.toReversed().map(delivery)}</ol></details></section>`
}

function button({ title, action, input, ask = {} }: ViewButton): Html {
  return html`<button class="quiet" data-post="/sandbox/do/${action}" data-input="${JSON.stringify(input)}" data-ask="${JSON.stringify(ask)}">${title}</button>`
}

function item({ key, title, picture, price, quantity, status, note, issues, buttons }: ViewItem): Html {
  return html`<article id="${key}"><div class="picture">${picture === undefined ? '' : html`<img src="${picture}" alt="" loading="lazy">`}</div>
<h3>${title}</h3><p class="meta"><span class="status ${status}">${status}</span> ${note ?? ''}</p>
<p class="price">${price ?? 'no price'} <small>${quantity === undefined ? '' : `${quantity} in stock`}</small></p><p class="key">${key}</p>
${issues.map((issue) => html`<p class="issue">${issue}</p>`)}<div class="row">${buttons.map(button)}</div></article>`
}

function order({ title, status, lines, total, buttons }: ViewOrder): Html {
  return html`<article><h3>${title}</h3><p class="meta"><span class="status ${status.replaceAll(' ', '-')}">${status}</span></p>
<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul><p class="price">${total}</p><div class="row">${buttons.map(button)}</div></article>`
}

function message({ from, text, picture, note }: NonNullable<View['messages']>[number]): Html {
  const image = picture === undefined ? '' : html`<img src="${picture}" alt="" loading="lazy">`
  return html`<li class="${from === 'shop' ? 'ours' : 'theirs'}">${image}<p>${text}</p><small>${from}${note === undefined ? '' : ` · ${note}`}</small></li>`
}

function call({ method, path, status, took, fault, bytes }: SandboxCall): Html {
  const isBad = status === null || status >= 400
  return html`<li class="${isBad ? 'bad' : ''}"><code>${method} ${path}</code> <span>${status ?? 'no answer'}${took === null ? '' : ` · ${Math.round(took)} ms`}${bytes === 0 ? '' : ` · ${bytes} B`}${fault === null ? '' : ` · ${fault}`}</span></li>`
}

function delivery({ type, state, tries }: HookDelivery): Html {
  return html`<li class="${state === 'delivered' ? '' : 'bad'}"><code>${type}</code> <span>${state} · ${tries.map((status) => status ?? 'no answer').join(', ')}</span></li>`
}
