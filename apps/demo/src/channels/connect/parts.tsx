import type { ComponentChildren } from 'preact'
import { SchemaField } from './field.tsx'
import { fieldsOf } from './schema.ts'
import { textOf } from './values.ts'
import { words } from './words.ts'

interface GroupProps {
  readonly title: string
  readonly children: ComponentChildren
}

export function Group({ title, children }: GroupProps) {
  return (
    <fieldset class="ch-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  )
}

interface FieldsProps {
  readonly title: string
  readonly schema: unknown
  readonly prefix: string
  /** What a field holds; undefined: what the schema begins with. Secrets are asked for again. */
  readonly written: (name: string) => string | undefined
  /** Left empty as a whole, they stay as they are. */
  readonly keeps?: boolean
}

/** So many fields that need not be filled are shown at once. */
const FEW = 3

/** The fields of a form that is drawn from its schema; many that need not be filled are folded away. */
export function Fields({ title, schema, prefix, written, keeps = false }: FieldsProps) {
  const fields = fieldsOf(schema)
  if (fields.length === 0) return null
  const row = ({ name, field, isRequired }: (typeof fields)[number]) => {
    const id = `${prefix}.${name}`
    const isSecret = field['x-secret'] === true
    const value = (isSecret ? undefined : written(name)) ?? textOf(field, field.default)
    return <SchemaField key={id} {...{ id, name, field, value }} isRequired={isRequired && !keeps} />
  }
  const rest = fields.filter(({ isRequired }) => !isRequired).map(row)
  return (
    <Group title={title}>
      {keeps && <p class="muted">{words.keeps}</p>}
      {fields.filter(({ isRequired }) => isRequired).map(row)}
      {rest.length > FEW ? (
        <details>
          <summary>{words.more(rest.length)}</summary>
          {rest}
        </details>
      ) : (
        rest
      )}
    </Group>
  )
}

interface NumberFieldProps {
  readonly name: string
  readonly label: string
  readonly value: string | number | undefined
  readonly min: number
  readonly max?: number
}

function NumberField({ name, label, value = '', min, max }: NumberFieldProps) {
  return (
    <div class="ch-field">
      <label for={name}>{label}</label>
      <input id={name} name={name} type="number" step="any" min={min} max={max} value={value} />
    </div>
  )
}

interface PoliciesProps {
  readonly written: (name: string) => string | number | undefined
}

/** How stock and prices differ there. */
export function Policies({ written }: PoliciesProps) {
  return (
    <Group title={words.policies}>
      <NumberField name="stock.buffer" label={words.buffer} value={written('stock.buffer')} min={0} />
      <NumberField name="price.percent" label={words.percent} value={written('price.percent')} min={-90} />
      <NumberField name="price.ending" label={words.ending} value={written('price.ending')} min={0} max={99} />
    </Group>
  )
}
