import { type FieldSchema, kindOf } from './schema.ts'

interface FieldProps {
  readonly id: string
  readonly name: string
  readonly field: FieldSchema
  readonly isRequired: boolean
  readonly value: string
}

/** One field of a form that is drawn from its schema. */
export function SchemaField({ id, name, field, isRequired, value }: FieldProps) {
  const { title = name, description } = field
  const help = description === undefined ? undefined : `${id}-help`
  if (kindOf(field) === 'switch')
    return (
      <div class="ch-field">
        <label class="ch-switch">
          <input type="checkbox" name={id} value="yes" checked={value === 'yes'} aria-describedby={help} /> {title}
        </label>
        <Help id={help} text={description} />
      </div>
    )
  return (
    <div class="ch-field">
      <label for={id}>
        {title}
        {isRequired && <span class="muted"> *</span>}
      </label>
      <Input {...{ id, field, isRequired, value, help }} />
      <Help id={help} text={description} />
    </div>
  )
}

function Help({ id, text }: { readonly id: string | undefined; readonly text: string | undefined }) {
  return text === undefined ? null : (
    <small id={id} class="muted">
      {text}
    </small>
  )
}

interface InputProps extends Omit<FieldProps, 'name'> {
  readonly help: string | undefined
}

function Input({ id, field, isRequired, value, help }: InputProps) {
  const kind = kindOf(field)
  const shared = { id, name: id, required: isRequired, 'aria-describedby': help }
  if (kind === 'choice')
    return (
      <select {...shared}>
        {!isRequired && <option value="" />}
        {field.enum?.map((each) => (
          <option key={each} value={String(each)} selected={String(each) === value}>
            {String(each)}
          </option>
        ))}
      </select>
    )
  if (kind === 'pairs' || kind === 'texts' || kind === 'json')
    return (
      <textarea {...shared} rows={3} placeholder={kind === 'pairs' ? 'name = value' : undefined}>
        {value}
      </textarea>
    )
  if (kind === 'number')
    return <input {...shared} type="number" step="any" min={field.minimum} max={field.maximum} value={value} />
  const written = { ...shared, maxLength: field.maxLength, value }
  if (kind === 'secret') return <input {...written} type="password" autocomplete="new-password" />
  if (field.format === 'uri') return <input {...written} type="url" autocomplete="off" />
  return <input {...written} type="text" autocomplete="off" />
}
