import { deleteFrom, insertInto, nearest, type Statement, update } from '../../kernel/index.ts'
import { problems } from '../problems.ts'
import { productOptions, productOptionValues } from '../schema.ts'
import { changeTexts } from '../texts/index.ts'
import type { OptionInput, VariantInput } from './model.ts'
import { changesOf, folded, sameName, type Writing } from './writing.ts'

export interface PlannedValue {
  readonly id: string
  readonly name: string
  /** Folded: what the request may call it, its former name included. */
  readonly aliases: readonly string[]
  /** Named in the request, so that it stays even when no variant has it. */
  readonly isNamed: boolean
}

export interface PlannedOption {
  readonly id: string
  readonly name: string
  readonly aliases: readonly string[]
  readonly isNew: boolean
  readonly values: readonly PlannedValue[]
}

export interface PlannedOptions {
  /** In order. */
  readonly options: readonly PlannedOption[]
  /** Options that go, when their variants can be told apart without them. */
  readonly gone: readonly string[]
  readonly statements: readonly Statement[]
}

interface WantedValue {
  readonly name: string
  readonly rename?: string | undefined
  readonly swatch?: string | null | undefined
  readonly translations?: Readonly<Record<string, string>> | undefined
}

interface Wanted extends Omit<OptionInput, 'values'> {
  readonly values: WantedValue[]
  /** Values that the request lists itself; undefined when they came with variants only. */
  readonly isListed: boolean
}

const insertOption = insertInto(productOptions)
const changeOption = update(productOptions)
const insertValue = insertInto(productOptionValues)
const changeValue = update(productOptionValues)
export const dropOption = deleteFrom(productOptions)
export const dropValue = deleteFrom(productOptionValues)

/** Which options the product will have, with the values that its variants need. */
export function planOptions(
  writing: Writing,
  {
    options,
    variants = [],
  }: { options?: readonly OptionInput[] | undefined; variants?: readonly VariantInput[] | undefined },
): PlannedOptions {
  const wanted = wantedOptions(writing, options, variants)
  variants.forEach((variant, index) => {
    for (const [name, value] of Object.entries(variant.options ?? {})) {
      const option = wanted.find(
        (each) => sameName(each.name, name) || (each.rename !== undefined && sameName(each.rename, name)),
      )
      if (option === undefined) throw unknownOption(`${writing.variantPath(index)}.options`, name, wanted)
      if (!option.values.some((each) => sameName(each.rename ?? each.name, value) || sameName(each.name, value)))
        option.values.push({ name: value })
    }
  })
  const statements: Statement[] = []
  const planned = wanted.map((option, position) => planOption(writing, { option, position, statements }))
  const empty = planned.find(({ values }) => values.length === 0)
  if (empty !== undefined)
    throw mismatch(`${writing.path}.options`, `has ${JSON.stringify(empty.name)} without a value`)
  const kept = new Set(planned.map(({ id }) => id))
  const gone = (writing.before?.options ?? []).filter(({ id }) => !kept.has(id)).map(({ id }) => id)
  return { options: planned, gone, statements }
}

function wantedOptions(
  writing: Writing,
  options: readonly OptionInput[] | undefined,
  variants: readonly VariantInput[],
): Wanted[] {
  if (options !== undefined) return listed(writing, options)
  const known = writing.before?.options.map(({ name }) => name)
  const names = known ?? [
    ...new Map(
      variants.flatMap((each) => Object.keys(each.options ?? {})).map((name) => [folded(name), name]),
    ).values(),
  ]
  return names.map((name) => ({ name, values: [], isListed: false }))
}

function listed({ path }: Writing, options: readonly OptionInput[]): Wanted[] {
  const names = options.map(({ name, rename }) => folded(rename ?? name))
  const twice = names.findIndex((name, index) => names.indexOf(name) < index)
  if (twice >= 0) throw mismatch(`${path}.options.${twice}.name`, 'is there twice')
  return options.map((option) => ({
    ...option,
    values: option.values.map((value) => (typeof value === 'string' ? { name: value } : value)),
    isListed: true,
  }))
}

function planOption(
  writing: Writing,
  { option, position, statements }: { option: Wanted; position: number; statements: Statement[] },
): PlannedOption {
  const { ctx, productId, before } = writing
  const row = before?.options.find((each) => sameName(each.name, option.name))
  const id = row?.id ?? ctx.newId('opt')
  const name = (option.rename ?? row?.name ?? option.name).trim()
  const refuse = () => mismatch(`${writing.path}.options`, `has ${JSON.stringify(name)} twice`)
  if (row === undefined) {
    const made = { id, productId, name, position }
    writing.made?.options.push(made)
    statements.push(insertOption(made, { refuse }))
  } else {
    const changes = changesOf(row, { name, position })
    if (changes !== undefined) statements.push(changeOption({ id }, changes, { refuse }))
  }
  statements.push(...nameTexts(writing, id, option.translations))
  const aliases = [...new Set([name, option.name].map(folded))]
  const values = planValues(writing, { option, optionId: id, statements })
  return { id, name, aliases, isNew: row === undefined, values }
}

function planValues(
  writing: Writing,
  { option, optionId, statements }: { option: Wanted; optionId: string; statements: Statement[] },
): PlannedValue[] {
  const rows = (writing.before?.values ?? []).filter((value) => value.optionId === optionId)
  const named = option.values.map((value) => ({ value, row: rows.find((row) => sameName(row.name, value.name)) }))
  const rest = rows.filter((row) => !named.some((each) => each.row === row))
  const all = option.isListed
    ? [...named, ...rest.map((row) => ({ value: undefined, row }))]
    : [...rest.map((row) => ({ value: undefined, row })), ...named]
  return all.map(({ value, row }, position) => {
    const id = row?.id ?? writing.ctx.newId('opv')
    const name = (value?.rename ?? row?.name ?? value?.name ?? '').trim()
    const refuse = () => mismatch(`${writing.path}.options`, `has the value ${JSON.stringify(name)} twice`)
    if (row === undefined) {
      const made = { id, optionId, name, position, swatch: value?.swatch ?? null }
      writing.made?.values.push({ ...made, productId: writing.productId })
      statements.push(insertValue(made, { refuse }))
    } else {
      const changes = changesOf(row, { name, position, swatch: value?.swatch })
      if (changes !== undefined) statements.push(changeValue({ id }, changes, { refuse }))
    }
    statements.push(...nameTexts(writing, id, value?.translations))
    const aliases = [...new Set([name, value?.name ?? name].map(folded))]
    return { id, name, aliases, isNamed: value !== undefined || !option.isListed }
  })
}

function nameTexts(
  { ctx, productId, before }: Writing,
  entityId: string,
  words: Readonly<Record<string, string>> = {},
): Statement[] {
  return Object.entries(words).flatMap(([language, name]) => {
    const known = before?.texts.find((row) => row.entityId === entityId && row.language === language)?.texts
    return changeTexts({ ownerId: productId, entityId, language }, { before: known, change: { name }, now: ctx.now() })
  })
}

function unknownOption(path: string, name: string, wanted: readonly Wanted[]) {
  const known = wanted.map((option) => option.rename ?? option.name)
  const meant = nearest(name, known)
  const hint = meant === undefined ? `Known here: ${known.join(', ') || 'none'}.` : `Did you mean ${meant}?`
  return mismatch(path, `names the option ${JSON.stringify(name)}, which the product does not have. ${hint}`)
}

export function mismatch(path: string, message: string) {
  return problems.optionsMismatch({ detail: `${path} ${message}`, errors: [{ path, code: 'options', message }] })
}
