interface Page<Item> {
  readonly items: readonly Item[]
  readonly next: string | null
}

/**
 * Walks through all pages of a list and reads the next one when it is needed.
 * @example for await (const order of each((cursor) => admin.orders.list({ query: { cursor } }))) …
 */
export async function* each<Item>(
  page: (cursor: string | undefined) => Promise<Page<Item>>,
): AsyncGenerator<Item, void, undefined> {
  let cursor: string | undefined
  do {
    const { items, next } = await page(cursor)
    yield* items
    cursor = next ?? undefined
  } while (cursor !== undefined)
}
