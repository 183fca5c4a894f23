/** What is read of the JSON Schema of a form: the kinds of field that settings and credentials have. */
export interface FormSchema {
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly required?: readonly string[]
}

export interface FieldSchema {
  readonly type?: string
  readonly title?: string
  readonly description?: string
  readonly enum?: readonly (string | number)[]
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly format?: string
  readonly additionalProperties?: unknown
  readonly items?: { readonly type?: string }
  readonly 'x-secret'?: boolean
}

/** How a field is asked for. */
export type FieldKind = 'choice' | 'switch' | 'number' | 'secret' | 'text' | 'pairs' | 'texts' | 'json'

export function kindOf(field: FieldSchema): FieldKind {
  if (field.enum !== undefined) return 'choice'
  if (field['x-secret'] === true) return 'secret'
  if (field.type === 'boolean') return 'switch'
  if (field.type === 'number' || field.type === 'integer') return 'number'
  if (field.type === 'string') return 'text'
  if (field.type === 'object' && isText(field.additionalProperties)) return 'pairs'
  return field.type === 'array' && isText(field.items) ? 'texts' : 'json'
}

const isText = (schema: unknown) =>
  typeof schema === 'object' && schema !== null && (schema as { readonly type?: string }).type === 'string'

/** Every field of a form, those that must be filled first. */
export function fieldsOf(
  schema: unknown,
): { readonly name: string; readonly field: FieldSchema; readonly isRequired: boolean }[] {
  const { properties = {}, required = [] } = (schema ?? {}) as FormSchema
  const all = Object.entries(properties).map(([name, field]) => ({ name, field, isRequired: required.includes(name) }))
  return [...all.filter(({ isRequired }) => isRequired), ...all.filter(({ isRequired }) => !isRequired)]
}
