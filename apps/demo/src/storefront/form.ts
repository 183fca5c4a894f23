import type { Context } from 'hono'

/** The texts of a form; fields that were not sent are empty. */
export interface Form {
  get(name: string): string
  has(name: string): boolean
  /** Every field that was sent. */
  names(): readonly string[]
}

const MOST = 50_000

export async function formOf(c: Context): Promise<Form> {
  const type = c.req.header('Content-Type') ?? ''
  const text = type.startsWith('application/x-www-form-urlencoded') ? await c.req.text() : ''
  const fields = new URLSearchParams(text.slice(0, MOST))
  return { get: (name) => fields.get(name) ?? '', has: (name) => fields.has(name), names: () => [...fields.keys()] }
}
