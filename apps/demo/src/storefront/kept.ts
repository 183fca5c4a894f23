interface Entry<T> {
  readonly value: Promise<T>
  readonly until: number
}

/** Remembers what was loaded for some seconds; concurrent askers share one load, failures are not kept. */
export function kept<T>({
  seconds,
  load,
  most = 1_000,
}: {
  readonly seconds: number
  readonly load: (key: string) => Promise<T>
  readonly most?: number
}): { get(key: string): Promise<T> } {
  const entries = new Map<string, Entry<T>>()
  return {
    get(key) {
      const found = entries.get(key)
      if (found !== undefined && found.until > performance.now()) return found.value
      const value = load(key)
      entries.delete(key)
      entries.set(key, { value, until: performance.now() + seconds * 1_000 })
      value.catch(() => entries.delete(key))
      for (const oldest of entries.keys()) if (entries.size > most) entries.delete(oldest)
      return value
    },
  }
}
