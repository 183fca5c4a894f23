import { ShopProblem } from './problem.ts'

export type Values = Readonly<Record<string, unknown>>

/** Fills the path and writes the query. Keys that end in `.*` hold a family: `'option.*': { Size: 'M' }` is `option.Size=M`. */
export function addressOf(path: string, params: Values = {}, query: Values = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (!name.endsWith('.*')) append(search, name, value)
    else for (const [key, one] of Object.entries(value as Values)) append(search, name.slice(0, -1) + key, one)
  }
  const text = search.toString()
  return path.replace(/:(\w+)/g, (_, name: string) => segment(name, params[name])) + (text && `?${text}`)
}

function append(search: URLSearchParams, name: string, value: unknown): void {
  for (const one of [value].flat()) if (one !== undefined && one !== null) search.append(name, String(one))
}

/** An empty segment or one of dots would silently ask for another path. */
function segment(name: string, value: unknown): string {
  const text = String(value ?? '')
  if (!/^\.{0,2}$/.test(text)) return encodeURIComponent(text)
  throw new ShopProblem({ code: 'client.invalid', title: `${name} is empty`, detail: `${name} must not be "${text}".` })
}
