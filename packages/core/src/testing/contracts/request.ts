import type { Json } from './document.ts'
import { resolved } from './document.ts'
import type { Operation, Parameter } from './operation.ts'
import type { Validator } from './validator.ts'

/** A request that was read once, for the checks and for the test that answers it. */
export interface Sent {
  readonly url: URL
  readonly headers: Headers
  readonly params: Readonly<Record<string, string>>
  readonly text: string
}

interface Checked {
  readonly operation: Operation
  readonly sent: Sent
  readonly validator: Validator
}

/** Everything in which a request is not what its operation asks for. */
export function faultsOfRequest(at: Checked): readonly string[] {
  return [...parameters(at), ...unknownQuery(at), ...security(at), ...body(at)]
}

function parameters({ operation, sent, validator }: Checked): readonly string[] {
  return operation.parameters.flatMap((parameter) => {
    const { in: place, name, required, schema } = parameter
    const values = valuesOf(sent, parameter)
    if (values.length === 0) return required === true ? [`${place} ${name} is required`] : []
    if (schema === undefined) return []
    const isList = resolved(operation.document, schema).type === 'array'
    const value = isList ? listed(parameter, values) : values[0]
    return validator
      .check(
        schema,
        'sent',
        'coerced',
      )(value)
      .map((fault) => `${place} ${name}: ${fault}`)
  })
}

function valuesOf({ url, headers, params }: Sent, { in: place, name }: Parameter): readonly string[] {
  if (place === 'query') return url.searchParams.getAll(name)
  const value = place === 'path' ? params[name] : place === 'header' ? (headers.get(name) ?? undefined) : undefined
  return value === undefined ? [] : [value]
}

/** `form` without `explode` is one value with commas; queries explode unless they say otherwise (OpenAPI 3.0.3, 4.7.12.2). */
function listed({ in: place, explode = place === 'query' }: Parameter, values: readonly string[]): readonly string[] {
  return explode ? values : values.flatMap((value) => value.split(','))
}

function unknownQuery({ operation, sent }: Checked): readonly string[] {
  const known = operation.parameters.filter((one) => one.in === 'query')
  const keys = [...apiKeys(operation, 'query')]
  const isKnown = (name: string) =>
    keys.includes(name) ||
    known.some((one) => one.name === name || (one.style === 'deepObject' && name.startsWith(`${one.name}[`)))
  return [...new Set(sent.url.searchParams.keys())]
    .filter((name) => !isKnown(name))
    .map((name) => `query ${name} is unknown`)
}

interface Scheme {
  readonly type: string
  readonly scheme?: string
  readonly in?: string
  readonly name?: string
}

function schemesOf({ node, document }: Operation): readonly (readonly Scheme[])[] {
  const { securitySchemes = {} } = (document.root.components ?? {}) as { readonly securitySchemes?: Json }
  const asked = (node.security ?? document.root.security ?? []) as readonly Json[]
  return asked.map((all) =>
    Object.keys(all).map((name) => resolved(document, securitySchemes[name]) as unknown as Scheme),
  )
}

function apiKeys(operation: Operation, place: string): readonly string[] {
  const all = schemesOf(operation).flat()
  return all.filter((scheme) => scheme.type === 'apiKey' && scheme.in === place).map(({ name = '' }) => name)
}

/** One of the listed ways must be there as a whole; whether the secret is right only the platform knows. */
function security({ operation, sent }: Checked): readonly string[] {
  const ways = schemesOf(operation)
  if (ways.length === 0 || ways.some((way) => way.every((scheme) => isShown(scheme, sent)))) return []
  const words = ways.map((way) => way.map(({ type, scheme, name }) => scheme ?? name ?? type).join(' with '))
  return [`security is missing: ${[...new Set(words)].join(', or ')}`]
}

function isShown({ type, scheme = 'bearer', in: place, name = '' }: Scheme, { url, headers }: Sent): boolean {
  if (type === 'apiKey') return place === 'query' ? url.searchParams.has(name) : headers.has(name)
  if (type === 'http' || type === 'oauth2' || type === 'openIdConnect')
    return new RegExp(`^${scheme} \\S`, 'i').test(headers.get('authorization') ?? '')
  return true
}

function body({ operation, sent, validator }: Checked): readonly string[] {
  const asked = operation.node.requestBody
  if (asked === undefined) return sent.text === '' ? [] : ['body is not expected']
  const { content = {}, required } = resolved(operation.document, asked) as {
    readonly content?: Readonly<Record<string, Json>>
    readonly required?: boolean
  }
  if (sent.text === '') return required === true ? ['body is required'] : []
  const type = (sent.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  const media = content[type] ?? content[`${type.split('/')[0]}/*`] ?? content['*/*']
  if (media === undefined) return [`content type ${type || '(none)'} is not one of ${Object.keys(content).join(', ')}`]
  const schema = media.schema as Json | undefined
  if (schema === undefined) return []
  if (type.includes('json')) return jsonBody(sent.text, (value) => validator.check(schema, 'sent')(value))
  if (type !== 'application/x-www-form-urlencoded') return []
  return prefixed(validator.check(schema, 'sent', 'coerced')(formOf(sent.text)))
}

function jsonBody(text: string, check: (value: unknown) => readonly string[]): readonly string[] {
  try {
    return prefixed(check(JSON.parse(text)))
  } catch (error) {
    return [`body is no JSON: ${(error as Error).message}`]
  }
}

const prefixed = (faults: readonly string[]) => faults.map((fault) => `body ${fault}`)

export function formOf(text: string): Readonly<Record<string, string | readonly string[]>> {
  const all = new URLSearchParams(text)
  const entries = [...new Set(all.keys())].map((name) => {
    const values = all.getAll(name)
    return [name, values.length === 1 ? (values[0] ?? '') : values] as const
  })
  return Object.fromEntries(entries)
}
