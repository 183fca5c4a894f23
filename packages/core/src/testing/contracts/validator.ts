import type { ErrorObject, ValidateFunction } from 'ajv'
import type { Document, Json } from './document.ts'
import { type Direction, namedSchemas, shapesOf, valueSchema } from './schema.ts'

/** What is wrong with a value, in words; nothing when it fits. */
export type Check = (value: unknown) => readonly string[]

/** Checks of one document, each compiled when it is first asked for. */
export interface Validator {
  /** `coerced`: the value was text, as in queries and forms. */
  check(schema: Json, direction: Direction, coerced?: 'coerced'): Check
}

const validators = new WeakMap<Document, Promise<Validator>>()

export function validatorOf(document: Document): Promise<Validator> {
  const known = validators.get(document) ?? createValidator(document)
  validators.set(document, known)
  return known
}

async function createValidator(document: Document): Promise<Validator> {
  const compilers = {
    sent: await compilerOf(document, 'sent', false),
    answered: await compilerOf(document, 'answered', false),
    coerced: await compilerOf(document, 'sent', true),
  }
  const checks = { sent: new WeakMap(), answered: new WeakMap(), coerced: new WeakMap() } as const
  return {
    check(schema, direction, coerced) {
      const kind = coerced ?? direction
      const made: WeakMap<object, Check> = checks[kind]
      const known = made.get(schema) ?? checkOf(schema, { document, direction, compile: compilers[kind] })
      made.set(schema, known)
      return known
    },
  }
}

type Compile = (schema: Json) => ValidateFunction

/** Ajv is no dependency of shops: it is loaded when a test first checks a call. */
async function compilerOf(document: Document, direction: Direction, coerceTypes: boolean): Promise<Compile> {
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const { default: formats } = await import('ajv-formats')
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    logger: false,
    unicodeRegExp: false,
    coerceTypes: coerceTypes ? 'array' : false,
  })
  formats.default(ajv)
  ajv.addSchema(namedSchemas({ document, direction }))
  return (schema) => ajv.compile(schema)
}

interface Making {
  readonly document: Document
  readonly direction: Direction
  readonly compile: Compile
}

/** Where several shapes are possible, the one that was meant is the one with the fewest faults, and those deepest inside. */
function checkOf(schema: Json, making: Making): Check {
  const whole = making.compile({ type: 'object', properties: { value: valueSchema(schema, making) } })
  let shapes: readonly Check[] | undefined
  return (value) => {
    if (whole({ value })) return []
    const own = wordsOf(whole.errors ?? [])
    shapes ??= shapesOf(schema, making.document).map((shape) => checkOf(shape, making))
    const [nearest] = shapes.map((check) => check(value)).sort(byNearness)
    return nearest === undefined || nearest.length === 0 ? own : nearest
  }
}

const depthOf = (places: readonly string[]) => Math.max(0, ...places.map((place) => place.split('/').length))
const byNearness = (one: readonly string[], other: readonly string[]) =>
  one.length - other.length || depthOf(other) - depthOf(one)

/** Faults that only say that an inner one was found. */
const WRAPPERS = ['if', 'anyOf', 'oneOf']

/** A value that failed counts none of its properties as declared, so unknown ones are named only when nothing else is wrong, and the innermost. */
function wordsOf(errors: readonly ErrorObject[]): readonly string[] {
  const own = errors.filter(({ keyword }) => !WRAPPERS.includes(keyword))
  const known = own.filter(({ keyword }) => keyword !== 'unevaluatedProperties')
  const deepest = depthOf(own.map(({ instancePath }) => instancePath))
  const innermost = own.filter(({ instancePath }) => depthOf([instancePath]) === deepest)
  const told = [known, innermost, errors].find((list) => list.length > 0) ?? []
  return [...new Set(told.map(wordOf))]
}

function wordOf({ instancePath, message, params }: ErrorObject): string {
  const place = instancePath.replace(/^\/value/, '') || '/'
  const { unevaluatedProperty, additionalProperty, allowedValues, allowedValue } = params as Json
  const unknown = unevaluatedProperty ?? additionalProperty
  if (unknown !== undefined) return `${place} must not have ${JSON.stringify(unknown)}`
  const allowed = allowedValues ?? allowedValue
  return `${place} ${message}${allowed === undefined ? '' : ` ${JSON.stringify(allowed)}`}`
}
