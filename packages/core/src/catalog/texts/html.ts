/** Elements that a description may have, with the attributes that they keep. Everything else loses its tags and keeps its words. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  p: [],
  br: [],
  hr: [],
  strong: [],
  b: [],
  em: [],
  i: [],
  u: [],
  s: [],
  small: [],
  sub: [],
  sup: [],
  span: [],
  div: [],
  ul: [],
  ol: [],
  li: [],
  dl: [],
  dt: [],
  dd: [],
  blockquote: [],
  code: [],
  pre: [],
  h2: [],
  h3: [],
  h4: [],
  h5: [],
  h6: [],
  a: ['href', 'title'],
  table: [],
  caption: [],
  thead: [],
  tbody: [],
  tfoot: [],
  tr: [],
  th: ['colspan', 'rowspan'],
  td: ['colspan', 'rowspan'],
}

const EMPTY = new Set(['br', 'hr'])
/** Elements whose content is not words. */
const SILENT = /<(script|style|template|iframe|object|noscript|svg|math|textarea|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi
const COMMENT = /<!--[\s\S]*?(?:-->|$)|<[!?][^>]*(?:>|$)/g
/** Lengths are bounded, so that a page of open brackets costs no more than one of words. */
const TOKEN = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:"[^"]{0,2000}"|'[^']{0,2000}'|[^"'>]){0,2000})>|[^<]+|</g
const ATTRIBUTE = /([a-zA-Z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g

/**
 * Writes HTML anew from the few elements and attributes that a description needs, so that nothing else can be in it:
 * scripts, styles, handlers, comments and addresses other than http, https, mailto, tel and paths are left out, open elements are closed.
 */
export function safeHtml(html: string): string {
  const open: string[] = []
  let safe = ''
  for (const [token, slash, name = '', attributes = ''] of bare(html).matchAll(TOKEN)) {
    const tag = name.toLowerCase()
    if (tag === '') safe += escaped(token)
    else if (!Object.hasOwn(ALLOWED, tag)) continue
    else if (slash === '/') safe += closing(open, tag)
    else {
      safe += `<${tag}${kept(tag, attributes)}>`
      if (!EMPTY.has(tag)) open.push(tag)
    }
  }
  return safe + [...open].reverse().map(end).join('')
}

/** Only for the eye: what this leaves is made safe by writing it anew. */
function bare(html: string): string {
  return html.replace(COMMENT, '').replace(SILENT, '')
}

const end = (tag: string) => `</${tag}>`

/** Closes what is open inside of the element too; an end without a start is left out. */
function closing(open: string[], tag: string): string {
  const at = open.lastIndexOf(tag)
  return at < 0 ? '' : open.splice(at).reverse().map(end).join('')
}

function kept(tag: string, attributes: string): string {
  const names = ALLOWED[tag] ?? []
  let text = ''
  for (const [, name = '', double, single, plain] of attributes.matchAll(ATTRIBUTE)) {
    const key = name.toLowerCase()
    const value = double ?? single ?? plain ?? ''
    if (!names.includes(key) || text.includes(` ${key}="`)) continue
    if (key === 'href' ? isSafeAddress(value) : key === 'title' || /^\d{1,3}$/.test(value))
      text += ` ${key}="${escaped(value)}"`
  }
  return tag === 'a' && text !== '' ? `${text} rel="noopener nofollow"` : text
}

/** Entities and control characters could hide a scheme, so an address with either must be a plain web one. */
function isSafeAddress(value: string): boolean {
  const address = value.trim()
  if (/^(?:https?:\/\/|mailto:|tel:)/i.test(address)) return true
  return /^(?:\/(?!\/)|#)[^\s]*$/.test(address)
}

/** Text and attribute values; entities that are there already stay. */
function escaped(text: string): string {
  return text
    .replace(/&(?!(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
}
