/** What drawings are made of. Scripts, foreign content, links, animations and outside pictures are none of it. */
const ELEMENTS = new Set(
  `svg g defs symbol use title desc style path rect circle ellipse line polyline polygon text tspan textPath linearGradient
  radialGradient stop clipPath mask pattern marker filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix
  feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge
  feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence`.split(/\s+/),
)

const SKIPPED = /^(?:<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*>)/
const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*>|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([a-zA-Z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</g
const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g

/**
 * A drawing written anew from the elements and attributes that only draw, with everything else left out.
 * Undefined when it is not well-formed or declares entities.
 */
export function safeSvg(svg: string): string | undefined {
  const open: string[] = []
  let skipping = 0
  let safe = ''
  for (const [token, data, slash, name, attributes = '', empty] of svg.replace(/^\ufeff/, '').matchAll(TOKEN)) {
    if (name === undefined) {
      const text = data === undefined ? words(token) : escaped(data)
      if (text === undefined) return undefined
      if (skipping === 0 && open.length > 0) safe += isStyled(open) ? safeStyle(text) : text
      continue
    }
    if (slash === '/') {
      if (open.pop() !== name) return undefined
      if (skipping === 0) safe += `</${name}>`
      if (skipping > 0) skipping -= 1
      continue
    }
    const isKept = skipping === 0 && ELEMENTS.has(name)
    if (isKept) safe += `<${name}${kept(attributes)}${empty === '/' ? '/' : ''}>`
    if (empty === '/') continue
    open.push(name)
    if (!isKept) skipping += 1
  }
  return open.length === 0 && safe.startsWith('<svg') ? safe : undefined
}

const isStyled = (open: readonly string[]) => open.at(-1) === 'style'

/** Text between elements; nothing for comments and declarations; undefined for what XML does not allow. */
function words(token: string): string | undefined {
  if (SKIPPED.test(token)) return ''
  return token.startsWith('<') ? undefined : escaped(token)
}

/** A style that fetches or hides something is left out as a whole. */
function safeStyle(css: string): string {
  return isHarmless(css) ? css : ''
}

function isHarmless(value: string): boolean {
  if (/[\\<]|@import|expression\s*\(|javascript\s*:|&#/i.test(value)) return false
  return [...value.matchAll(/url\s*\(\s*(['"]?|&quot;|&apos;)\s*([^)]*)/gi)].every(([, , target]) =>
    target?.startsWith('#'),
  )
}

function kept(attributes: string): string {
  let text = ''
  for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    const value = double ?? single ?? ''
    if (isSafeAttribute(name, value)) text += ` ${name}="${escaped(value)}"`
  }
  return text
}

function isSafeAttribute(name: string, value: string): boolean {
  if (name === 'xmlns') return value === 'http://www.w3.org/2000/svg'
  if (name === 'xmlns:xlink') return value === 'http://www.w3.org/1999/xlink'
  if (name === 'href' || name === 'xlink:href') return /^#[\w.-]+$/.test(value)
  if (name.includes(':') && name !== 'xml:space') return false
  return !/^on/i.test(name) && isHarmless(value)
}

function escaped(text: string): string {
  return text
    .replace(/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/"/g, '&quot;')
}
