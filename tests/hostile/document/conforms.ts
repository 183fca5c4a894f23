import type { JsonSchema } from '../../../packages/core/src/kernel/index.ts'
import { type Components, resolved, typesOf, wordsOf } from './schema.ts'

/*
 * A judge of values by JSON Schema 2020-12, as far as the document uses it: a word that it does not know is an error, never a pass.
 * Answers are judged as closed: a key that no branch of the schema declares is found, since it may be somebody's secret.
 */

interface Found {
  readonly errors: readonly string[]
  /** Keys of the object that some branch declares; undefined when the schema does not speak of keys. */
  readonly keys: ReadonlySet<string> | undefined
}

const RIGHT: Found = { errors: [], keys: undefined }

export interface Conformity {
  readonly components: Components
  /** Objects may lack what they require: the caller asked for some fields only. */
  readonly isTrimmed?: boolean
}

/** What is wrong with a value, each with its place; nothing when it is as the schema says. */
export function conforms(schema: JsonSchema, value: unknown, about: Conformity, at = 'body'): string[] {
  const { errors, keys } = judge({ schema, value, about, at })
  if (keys === undefined || !isObject(value)) return [...errors]
  const strays = Object.keys(value).filter((key) => !keys.has(key))
  return [...errors, ...strays.map((key) => `${at}.${key} is not declared`)]
}

interface Case {
  readonly schema: JsonSchema
  readonly value: unknown
  readonly about: Conformity
  readonly at: string
}

type Word = (given: Case) => Found

function judge(given: Case): Found {
  const found = wordsOf(given.schema).map((word) => {
    const rule = RULES[word]
    if (rule === undefined) throw new Error(`no rule is known for ${word} at ${given.at}`)
    return rule(given)
  })
  return together(found)
}

function together(found: readonly Found[]): Found {
  const spoken = found.flatMap(({ keys }) => (keys === undefined ? [] : [keys]))
  const keys = spoken.length === 0 ? undefined : new Set(spoken.flatMap((one) => [...one]))
  return { errors: found.flatMap(({ errors }) => errors), keys }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const wrong = (message: string): Found => ({ errors: [message], keys: undefined })
const unless = (isRight: boolean, message: string): Found => (isRight ? RIGHT : wrong(message))
const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 80)

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: Array.isArray,
  object: isObject,
}

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  'date-time': (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text),
  email: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
  uri: (text) => URL.canParse(text),
}

/** A rule about texts, numbers or lists says nothing about anything else. */
const text = (isRight: (schema: JsonSchema, value: string) => boolean, words: string): Word =>
  function ofText({ schema, value, at }) {
    return unless(typeof value !== 'string' || isRight(schema, value), `${at} ${words}: ${shown(value)}`)
  }
const number = (isRight: (schema: JsonSchema, value: number) => boolean, words: string): Word =>
  function ofNumber({ schema, value, at }) {
    return unless(typeof value !== 'number' || isRight(schema, value), `${at} ${words}: ${shown(value)}`)
  }
const list = (isRight: (schema: JsonSchema, length: number) => boolean, words: string): Word =>
  function ofList({ schema, value, at }) {
    return unless(!Array.isArray(value) || isRight(schema, value.length), `${at} ${words}`)
  }

const RULES: Readonly<Record<string, Word>> = {
  $ref: ({ schema, ...rest }) => judge({ schema: resolved(schema, rest.about.components), ...rest }),
  type: ({ schema, value, at }) =>
    unless(
      typesOf(schema).some((type) => TYPES[type]?.(value) === true),
      `${at} is no ${typesOf(schema).join(' or ')}: ${shown(value)}`,
    ),
  const: ({ schema, value, at }) =>
    unless(value === schema.const, `${at} is not ${shown(schema.const)}: ${shown(value)}`),
  enum: ({ schema, value, at }) =>
    unless(schema.enum?.includes(value) === true, `${at} is none of the words: ${shown(value)}`),
  allOf: ({ schema, ...rest }) => together((schema.allOf ?? []).map((branch) => judge({ schema: branch, ...rest }))),
  anyOf: ({ schema, ...rest }) => oneOfThem(schema.anyOf ?? [], rest),
  oneOf: ({ schema, ...rest }) => oneOfThem(schema.oneOf ?? [], rest),
  properties,
  additionalProperties,
  required: ({ schema, value, at, about }) => {
    const missing =
      isObject(value) && about.isTrimmed !== true ? (schema.required ?? []).filter((key) => !(key in value)) : []
    return { errors: missing.map((key) => `${at}.${key} is missing`), keys: undefined }
  },
  propertyNames: ({ schema, value, about, at }) => {
    const names = isObject(value) ? Object.keys(value) : []
    return {
      errors: names.flatMap((name) => conforms(schema.propertyNames ?? {}, name, about, `${at} key`)),
      keys: undefined,
    }
  },
  items: ({ schema, value, about, at }) => {
    const items: unknown[] = Array.isArray(value) ? value : []
    return {
      errors: items.flatMap((item, index) => conforms(schema.items ?? {}, item, about, `${at}.${index}`)),
      keys: undefined,
    }
  },
  minLength: text(({ minLength = 0 }, value) => [...value].length >= minLength, 'is too short'),
  maxLength: text(({ maxLength = 0 }, value) => [...value].length <= maxLength, 'is too long'),
  pattern: text(({ pattern = '' }, value) => new RegExp(pattern, 'u').test(value), 'does not look right'),
  format: text(({ format = '' }, value) => formatOf(format)(value), 'does not look right'),
  minimum: number(({ minimum = 0 }, value) => value >= minimum, 'is too small'),
  maximum: number(({ maximum = 0 }, value) => value <= maximum, 'is too large'),
  minItems: list(({ minItems = 0 }, length) => length >= minItems, 'has too few'),
  maxItems: list(({ maxItems = 0 }, length) => length <= maxItems, 'has too many'),
}

function formatOf(format: string): (text: string) => boolean {
  const known = FORMATS[format]
  if (known === undefined) throw new Error(`no rule is known for the format ${format}`)
  return known
}

/** The best branch: one that fits, else the one that comes nearest. */
function oneOfThem(branches: readonly JsonSchema[], rest: Omit<Case, 'schema'>): Found {
  const found = branches.map((branch) => {
    const judged = judge({ schema: branch, ...rest })
    const strays =
      judged.keys === undefined || !isObject(rest.value)
        ? 0
        : Object.keys(rest.value).filter((key) => !judged.keys?.has(key)).length
    return { judged, distance: judged.errors.length * 1_000 + strays }
  })
  const [best] = found.sort((a, b) => a.distance - b.distance)
  return best?.judged ?? wrong(`${rest.at} has no branch`)
}

function properties({ schema, value, about, at }: Case): Found {
  const entries = Object.entries(schema.properties ?? {})
  const errors = entries.flatMap(([key, entry]) =>
    isObject(value) && Object.hasOwn(value, key) ? conforms(entry, value[key], about, `${at}.${key}`) : [],
  )
  return { errors, keys: new Set(entries.map(([key]) => key)) }
}

function additionalProperties({ schema, value, about, at }: Case): Found {
  const { additionalProperties: others } = schema
  if (!isObject(value)) return RIGHT
  const known = new Set(Object.keys(schema.properties ?? {}))
  const more = Object.keys(value).filter((key) => !known.has(key))
  if (others === false) return { errors: more.map((key) => `${at}.${key} is not allowed`), keys: known }
  const entry = typeof others === 'object' ? others : {}
  return {
    errors: more.flatMap((key) => conforms(entry, value[key], about, `${at}.${key}`)),
    keys: new Set(Object.keys(value)),
  }
}
