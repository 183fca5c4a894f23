import type { Question } from '../shop/ask.ts'

const MOST = 1_500

/** A request as one would type it, long texts cut. */
export function curl({ method, path, headers = {}, json, raw }: Question): string {
  const lines = [
    `curl -X ${method} ${quoted(`http://shop.example${path}`)}`,
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(json === undefined
      ? []
      : ["-H 'Content-Type: application/json'", `--data-binary ${quoted(JSON.stringify(json))}`]),
    ...(raw === undefined || raw instanceof ReadableStream ? [] : [`--data-binary ${quoted(textOf(raw))}`]),
  ]
  return lines.join(' \\\n  ')
}

function textOf(raw: string | Uint8Array): string {
  return typeof raw === 'string' ? raw : Buffer.from(raw).toString('latin1')
}

/** In single quotes of a shell; what no terminal shows is written as an escape of `$'…'`. */
function quoted(text: string): string {
  const cut = text.length > MOST ? `${text.slice(0, MOST)}…(${text.length} characters)` : text
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const isPlain = !/[\x00-\x1f\x7f'\\\ud800-\udfff]/.test(cut)
  return isPlain ? `'${cut}'` : `$'${JSON.stringify(cut).slice(1, -1).replace(/\\"/g, '"').replace(/'/g, "\\'")}'`
}
