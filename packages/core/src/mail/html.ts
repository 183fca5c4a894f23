import type { Fact, Letter, Part } from './letter.ts'
import type { MailLine } from './model.ts'

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (found) => ENTITIES[found] ?? found)
}

const STYLE = `body{margin:0;background:#f6f4ef;color:#1f1d1a;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:36rem;margin:0 auto;padding:2rem 1.5rem;background:#fff}
h1{font-size:1.375rem;line-height:1.25;margin:0 0 1rem}p{margin:0 0 1rem}
table{width:100%;border-collapse:collapse;margin:0 0 1.5rem}th,td{padding:.5rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #ddd8cc}
th{font-weight:600}.end{text-align:right;white-space:nowrap;padding-left:1rem}.note{color:#5b564c;font-size:.875rem}
.button{display:inline-block;padding:.75rem 1.25rem;border-radius:.375rem;background:#1f1d1a;color:#fff;text-decoration:none;font-weight:600}
footer{max-width:36rem;margin:0 auto;padding:1rem 1.5rem;color:#5b564c;font-size:.875rem}`

/** The letter as one HTML page: readable without pictures, styles or a wide screen. */
export function toHtml({ subject, greeting, parts, footer }: Letter, language: string): string {
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light"><title>${escapeHtml(subject)}</title><style>${STYLE}</style></head>
<body><main><h1>${escapeHtml(subject)}</h1><p>${escapeHtml(greeting)}</p>
${parts.map(partHtml).join('\n')}
</main><footer>${escapeHtml(footer)}</footer></body></html>`
}

function partHtml(part: Part): string {
  if (part.kind === 'text') return `<p>${escapeHtml(part.text)}</p>`
  if (part.kind === 'button') {
    const link = escapeHtml(part.link)
    return `<p><a class="button" href="${link}">${escapeHtml(part.label)}</a></p>\n<p class="note">${escapeHtml(part.help)}<br><a href="${link}">${link}</a></p>`
  }
  if (part.kind === 'facts') return `<table><tbody>${part.facts.map(factHtml).join('')}</tbody></table>`
  const [item, quantity, amount] = part.heads.map(escapeHtml)
  const hasAmounts = part.lines.some(({ total }) => total !== undefined)
  const last = hasAmounts ? `<th scope="col" class="end">${amount}</th>` : ''
  return `<table><thead><tr><th scope="col">${item}</th><th scope="col" class="end">${quantity}</th>${last}</tr></thead><tbody>${part.lines.map((line) => lineHtml(line, hasAmounts)).join('')}</tbody></table>`
}

function lineHtml({ title, variant, quantity, total }: MailLine, hasAmounts: boolean): string {
  const about = variant === undefined ? '' : `<br><span class="note">${escapeHtml(variant)}</span>`
  const amount = hasAmounts ? `<td class="end">${escapeHtml(total ?? '')}</td>` : ''
  return `<tr><td>${escapeHtml(title)}${about}</td><td class="end">${quantity}</td>${amount}</tr>`
}

function factHtml({ name, values, isSum }: Fact): string {
  const value = values.map(escapeHtml).join('<br>')
  return `<tr><th scope="row">${escapeHtml(name)}</th><td class="end">${isSum === true ? `<strong>${value}</strong>` : value}</td></tr>`
}
