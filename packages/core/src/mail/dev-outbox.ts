import type { Context, Handlers } from '../kernel/index.ts'
import { iso } from '../kernel/index.ts'
import type { dev } from './contract.ts'
import { escapeHtml } from './html.ts'
import { mailLanguage } from './messages/index.ts'
import { type MailMessage, renderMessage } from './send.ts'
import { listMails, readMail } from './service.ts'

const SHOWN = 100

const STYLE = `body{margin:0 auto;max-width:60rem;padding:2rem 1.5rem;font:16px/1.5 system-ui,sans-serif;color:#1f1d1a;background:#f6f4ef}
table{width:100%;border-collapse:collapse;background:#fff}th,td{padding:.5rem .75rem;text-align:left;border-bottom:1px solid #ddd8cc;vertical-align:top}
a{color:inherit}iframe{width:100%;height:44rem;border:1px solid #ddd8cc;background:#fff}pre{white-space:pre-wrap;background:#fff;padding:1rem;border:1px solid #ddd8cc}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{font-weight:600}dd{margin:0}`

/** Its own policy: the mail is shown in a sandboxed frame that may run nothing. */
const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
}

/** The pages of the development outbox; every mail that was written, with its links, whether it left or not. */
export const devHandlers: Handlers<typeof dev, Context> = {
  outbox: async ({ ctx }) => {
    const { items } = await listMails(ctx, { limit: SHOWN })
    const rows = items.map(
      ({ id, template, to, status, createdAt }) =>
        `<tr><td><a href="/dev/mail/${encodeURIComponent(id)}">${escapeHtml(template)}</a></td><td>${escapeHtml(to)}</td><td>${status}</td><td><time>${createdAt}</time></td></tr>`,
    )
    const body =
      rows.length === 0
        ? '<p>No mail was written yet. Place an order or ask for a new password.</p>'
        : `<table><thead><tr><th scope="col">Mail</th><th scope="col">To</th><th scope="col">Status</th><th scope="col">Written</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
    return page('Mail outbox', `<h1>Mail outbox</h1>${body}`)
  },
  message: async ({ ctx, params }) => {
    const message = await readMail(ctx, params.id)
    const { subject, html, text } = renderMessage(ctx, message)
    return page(
      subject,
      `<p><a href="/dev/mail">All mails</a></p><h1>${escapeHtml(subject)}</h1>${about(message)}
<iframe title="The mail as HTML" sandbox="allow-popups allow-top-navigation-by-user-activation" srcdoc="${escapeHtml(html.replace('<head>', '<head><base target="_top">'))}"></iframe>
<h2>As text</h2><pre lang="${mailLanguage(message.language)}">${escapeHtml(text)}</pre>`,
    )
  },
}

function about({ recipient, status, transport, attempts, error, createdAt }: MailMessage): string {
  const facts = [
    ['To', recipient],
    ['Status', `${status}${transport === null ? '' : ` (${transport}, attempts: ${attempts})`}`],
    ['Written', iso(createdAt)],
    ...(error === null ? [] : [['Error', error]]),
  ]
  return `<dl>${facts.map(([name = '', value = '']) => `<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`).join('')}</dl>`
}

function page(title: string, body: string): Response {
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title><style>${STYLE}</style>`
  return new Response(`<!doctype html><html lang="en"><head>${head}</head><body>${body}</body></html>`, {
    headers: HEADERS,
  })
}
