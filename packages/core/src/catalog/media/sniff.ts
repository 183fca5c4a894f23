/** What a file is by its first bytes, whatever its name or the caller says. Undefined for everything that is not accepted. */
export type MediaType =
  | 'image/jpeg'
  | 'image/png'
  | 'image/gif'
  | 'image/webp'
  | 'image/avif'
  | 'image/svg+xml'
  | 'application/pdf'

const latin = new TextDecoder('latin1')

export function sniff(bytes: Uint8Array): MediaType | undefined {
  const head = latin.decode(bytes.subarray(0, 32))
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (head.startsWith('GIF87a') || head.startsWith('GIF89a')) return 'image/gif'
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp'
  if (head.slice(4, 8) === 'ftyp' && /^avi[fs]/.test(head.slice(8))) return 'image/avif'
  if (head.startsWith('%PDF-')) return 'application/pdf'
  return isSvg(bytes) ? 'image/svg+xml' : undefined
}

/** The root element is `svg`, after at most a declaration, a document type and comments. */
function isSvg(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes.subarray(0, 4_096)).replace(/^\ufeff/, '')
  return /^(?:\s+|<\?xml[^>]{0,200}\?>|<!--[\s\S]{0,2000}?-->|<!DOCTYPE[^[>]{0,500}>){0,20}<svg[\s>]/i.test(text)
}
