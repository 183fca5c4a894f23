/** One page of a list; the bookmark is where the next begins (schema Paginated). */
export function paged(items: readonly object[], query: URLSearchParams): object {
  const size = Number(query.get('page_size') ?? 25)
  const from = Number(query.get('bookmark') ?? 0)
  const end = from + size
  return { items: items.slice(from, end), bookmark: end < items.length ? String(end) : null }
}
