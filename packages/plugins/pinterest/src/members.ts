/** One page of a collection, as the core's door gives it. */
type MembersPage = (cursor: string | undefined) => Promise<{
  readonly items: readonly { readonly productId: string }[]
  readonly next: string | null
}>

/** Every product of a collection. */
export async function membersOf(page: MembersPage): Promise<readonly string[]> {
  const ids: string[] = []
  let cursor: string | undefined
  do {
    const { items, next } = await page(cursor)
    ids.push(...items.map(({ productId }) => productId))
    cursor = next ?? undefined
  } while (cursor !== undefined)
  return ids
}
