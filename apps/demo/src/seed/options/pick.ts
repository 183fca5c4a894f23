import type { SeedOption } from '../types.ts'

/** Some values of a shared option, in its own order. */
export function pick<const O extends SeedOption>({
  option,
  values,
}: {
  option: O
  values: readonly O['values'][number]['code'][]
}): SeedOption {
  return { ...option, values: option.values.filter(({ code }) => values.includes(code)) }
}
