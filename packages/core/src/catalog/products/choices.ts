import type { VariantInput } from './model.ts'
import { mismatch, type PlannedOption } from './options.ts'
import type { ChoiceRecord } from './snapshot.ts'
import { folded } from './writing.ts'

/** What a variant chooses: option id to value id. */
export type Choice = ReadonlyMap<string, string>

/** Tells variants of one product apart, whatever the order of the options. */
export function choiceKey(choice: Choice): string {
  return [...choice.values()].sort().join(',')
}

/** The choices of the variants that are there, as far as their options stay. */
export function choicesBefore(
  rows: readonly ChoiceRecord[],
  options: readonly PlannedOption[],
): Map<string, Map<string, string>> {
  const kept = new Set(options.map(({ id }) => id))
  const byVariant = new Map<string, Map<string, string>>()
  for (const { variantId, optionId, valueId } of rows) {
    const choice = byVariant.get(variantId) ?? new Map<string, string>()
    if (kept.has(optionId)) choice.set(optionId, valueId)
    byVariant.set(variantId, choice)
  }
  return byVariant
}

/** What the request chooses, by name. Every name is known by now. */
export function chosen(options: readonly PlannedOption[], names: VariantInput['options'] = {}): Map<string, string> {
  const choice = new Map<string, string>()
  for (const [name, value] of Object.entries(names)) {
    const option = options.find(({ aliases }) => aliases.includes(folded(name)))
    const found = option?.values.find(({ aliases }) => aliases.includes(folded(value)))
    if (option !== undefined && found !== undefined) choice.set(option.id, found.id)
  }
  return choice
}

/** A choice for every option. Throws `catalog.optionsMismatch` that names the first one without. */
export function complete(options: readonly PlannedOption[], choice: Choice, path: string): Choice {
  const missing = options.find(({ id }) => !choice.has(id))
  if (missing !== undefined) throw mismatch(path, `does not say which ${missing.name}`)
  return choice
}

/** Variants that are there take the first value of an option that they have no choice for. */
export function filled(options: readonly PlannedOption[], choice: Choice): Choice {
  const full = new Map(choice)
  for (const { id, values } of options) {
    const [first] = values
    if (!full.has(id) && first !== undefined) full.set(id, first.id)
  }
  return full
}

/** One choice of every combination, the last option turning fastest. */
export function everyChoice(options: readonly PlannedOption[]): Choice[] {
  return options.reduce<Map<string, string>[]>(
    (all, option) => all.flatMap((choice) => option.values.map((value) => new Map([...choice, [option.id, value.id]]))),
    [new Map()],
  )
}
