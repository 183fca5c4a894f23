/** What a plugin's function made, or what it threw, in words: it is told of the item that it was about, and the others go on. */
export function attempt<T>(work: () => T): { readonly value: T } | { readonly thrown: string } {
  try {
    return { value: work() }
  } catch (error) {
    return { thrown: error instanceof Error ? error.message : String(error) }
  }
}
