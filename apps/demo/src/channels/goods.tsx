import { ALL } from './choice.ts'
import type { Connection, Preview } from './office.ts'
import { words } from './words.ts'

/** A collection that can be listed as a whole. */
export interface Shelf {
  readonly handle: string
  readonly title: string
}

/** What listing would do, and of which goods that was asked. */
export interface Ahead {
  readonly chosen: string
  readonly would: Preview
}

interface GoodsProps {
  readonly connection: Connection
  readonly shelves: readonly Shelf[]
  readonly preview: Ahead | undefined
}

/** What is put on the channel or taken off, by collection, with a look ahead at what would be refused. */
export function Goods({ connection: { id }, shelves, preview }: GoodsProps) {
  return (
    <section aria-labelledby="goods">
      <h2 id="goods">{words.goods.title}</h2>
      <form method="post" action={`/channels/${id}/preview#goods`} class="staff-form">
        <label for="collection">{words.goods.which}</label>
        <select id="collection" name="collection">
          <option value={ALL}>{words.goods.all}</option>
          {shelves.map(({ handle, title }) => (
            <option key={handle} value={handle} selected={preview?.chosen === handle}>
              {title}
            </option>
          ))}
        </select>
        <div class="staff-row">
          <button class="button" type="submit">
            {words.goods.preview}
          </button>
          <button class="button is-primary" type="submit" formAction={`/channels/${id}/list`}>
            {words.goods.list}
          </button>
          <button class="button" type="submit" formAction={`/channels/${id}/unlist`}>
            {words.goods.unlist}
          </button>
        </div>
      </form>
      {preview !== undefined && <Would preview={preview.would} />}
    </section>
  )
}

const NAMED = 20

/** What would happen; nothing was sent. */
function Would({ preview: { items, fresh, refusedCount, refused } }: { readonly preview: Preview }) {
  return (
    <div class="ch-ahead" role="status">
      <p>
        <strong>{words.goods.ahead(items, fresh, refusedCount)}</strong>
      </p>
      {refused.length > 0 && (
        <ul class="ch-causes">
          {refused.slice(0, NAMED).map(({ itemId, sku, title, message, issues }) => (
            <li key={itemId}>
              <div class="ch-cause">
                <strong>
                  {sku} {title}
                </strong>
                <span>{message}</span>
                {issues[0]?.hint && <span class="muted">{issues[0].hint}</span>}
              </div>
            </li>
          ))}
        </ul>
      )}
      {refusedCount > NAMED && <p class="muted">{words.andMore(refusedCount - NAMED)}</p>}
    </div>
  )
}
