import type { Form } from '../../storefront/form.ts'
import type { Connection } from '../office.ts'
import { linesOf, pairsOf } from '../overrides.ts'
import { type FieldSchema, fieldsOf, kindOf } from './schema.ts'

/** What somebody filled in, as the schema wants it. Fields that were left empty are left out; what cannot be read goes as it is, and is refused in words. */
export function valuesOf(schema: unknown, { form, prefix }: { readonly form: Form; readonly prefix: string }) {
  const values = fieldsOf(schema).map(
    ({ name, field }) => [name, writtenAs(field, form.get(`${prefix}.${name}`))] as const,
  )
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}

function writtenAs(field: FieldSchema, text: string): unknown {
  const written = text.trim()
  const kind = kindOf(field)
  if (kind === 'switch') return written === 'yes'
  if (written === '') return undefined
  if (kind === 'number') return Number.isFinite(Number(written)) ? Number(written) : written
  if (kind === 'choice') return field.enum?.find((each) => String(each) === written) ?? written
  if (kind === 'pairs') return pairsOf(written)
  if (kind === 'texts') return written.split('\n').map((line) => line.trim())
  return kind === 'json' ? jsonOf(written) : written
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A value as it is written into the form; secrets never are. */
export function textOf(field: FieldSchema, value: unknown): string {
  if (value === undefined || value === null || field['x-secret'] === true) return ''
  const kind = kindOf(field)
  if (kind === 'pairs') return linesOf(value as Record<string, string>)
  if (kind === 'texts') return (value as string[]).join('\n')
  if (kind === 'switch') return value === true ? 'yes' : ''
  return kind === 'json' ? (isEmpty(value) ? '' : JSON.stringify(value)) : String(value)
}

const isEmpty = (value: unknown) => Array.isArray(value) && value.length === 0

const NAMES = { stock: ['buffer'], price: ['percent', 'ending'] } as const

/** The policies of the form over those that it cannot show. */
export function policiesOf(form: Form, before: Policies = { stockPolicy: {}, pricePolicy: {} }): Policies {
  const read = (kind: keyof typeof NAMES, known: object) => {
    const written = NAMES[kind].map((name) => [name, form.get(`${kind}.${name}`).trim()] as const)
    const others = Object.entries(known).filter(([name]) => !NAMES[kind].some((own) => own === name))
    const set = written.flatMap(([name, text]) => (text === '' ? [] : [[name, Number(text)] as const]))
    return Object.fromEntries([...others, ...set])
  }
  return { stockPolicy: read('stock', before.stockPolicy), pricePolicy: read('price', before.pricePolicy) }
}

type Policies = Pick<Connection, 'stockPolicy' | 'pricePolicy'>
