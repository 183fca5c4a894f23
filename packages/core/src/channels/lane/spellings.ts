/** Every way in which a text may stand inside an address, a form, XML, JSON around those, or base64 with more around it. */
export function spellings(secret: string): string[] {
  const plain = Buffer.from(secret).toString()
  const forms = [...new Set([plain, ...inAddresses(plain), inXml(plain)])]
  return [...new Set([...forms.flatMap(inJson), ...forms, ...inBase64(plain)])]
}

/** A server that says again what it was asked may have decoded a part of it. */
function inAddresses(plain: string): string[] {
  const component = encodeURIComponent(plain)
  const strict = component.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  const form = new URLSearchParams([['', plain]]).toString().slice(1)
  const routed = [component, component.replaceAll('%25', '%2525')].map(decodeURI)
  const inQuery = component.replaceAll("'", '%27')
  const upper = [component, strict, inQuery, form, encodeURI(plain), ...routed, ...inUrl(plain)]
  return [...upper, ...upper.map((text) => text.replace(/%[0-9A-F]{2}/g, (byte) => byte.toLowerCase()))]
}

/** Paths and queries leave some signs as they are. */
function inUrl(plain: string): string[] {
  const url = new URL('https://example.com')
  url.pathname = plain
  url.search = plain
  return [url.pathname.slice(1), url.search.slice(1)].filter((text) => text.length >= plain.length)
}

/** Some writers escape slashes, some everything that is not ASCII, and JSON may be a text within JSON. */
function inJson(text: string): string[] {
  const quoted = JSON.stringify(text).slice(1, -1)
  const ascii = quoted.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const all = [quoted, ascii, quoted.replaceAll('/', '\\/'), ascii.replaceAll('/', '\\/')]
  return [...all, ...all.map((one) => JSON.stringify(one).slice(1, -1))]
}

function inXml(plain: string): string {
  return plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/**
 * Three bytes are four signs, so a text has three faces, by where it begins (`user:` before it, say); signs at its ends that depend on its
 * neighbours are left out.
 */
function inBase64(plain: string): string[] {
  const bytes = Buffer.from(plain)
  const faces = [0, 1, 2].map((before) => {
    const coded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const isShared = (before + bytes.length) % 3 !== 0
    return coded.slice(before === 0 ? 0 : before + 1, isShared ? -1 : undefined)
  })
  return [bytes.toString('base64'), ...faces].flatMap((face) => [
    face,
    face.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    encodeURIComponent(face),
    face.replaceAll('/', '\\/'),
  ])
}
