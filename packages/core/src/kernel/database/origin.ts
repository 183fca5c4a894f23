/*
 * Who wrote the text of a statement. What the rooms of the core say was compiled here in their name; a plugin may hand such lines on (they
 * are moves that it got from a door) but its own lines may only name its own tables.
 */

const own = new Set<string>()
let isForeign = false

/** Remembers a text of the core; called once per text, when it is compiled. */
export function ofCore(text: string): string {
  if (!isForeign) own.add(text)
  return text
}

export function isOfCore(text: string): boolean {
  return own.has(text)
}

/** The same makers of statements for code from outside: what they compile is not the core's. */
export function foreign<Args extends readonly unknown[], Made>(make: (...args: Args) => Made): (...args: Args) => Made {
  return (...args) => {
    const before = isForeign
    isForeign = true
    try {
      return make(...args)
    } finally {
      isForeign = before
    }
  }
}
