import { goodsOf } from '../people/goods.ts'
import { getList, listsOf, listView } from '../people/list-rows.ts'
import { createList, deleteList, type Keeping, renameList, save, shownList, unsave } from '../people/lists.ts'
import { type Asking, customerOwner, greet, personMade, personOf } from '../people/person.ts'
import { forget, keptOf } from '../people/privacy.ts'
import { remember, viewedCards } from '../people/viewed.ts'
import type { StorefrontScope } from '../scope.ts'
import type { Handlers } from './types.ts'

interface Called {
  readonly http: Asking['http']
}

const asking = ({ http }: Called, { ctx, signer }: StorefrontScope): Asking => ({ ctx, http, signer })
const keeping = ({ ctx, db, config }: StorefrontScope): Keeping => ({ ctx, db, limits: config.limits })

type People =
  | 'view'
  | 'viewed'
  | 'lists'
  | 'createList'
  | 'list'
  | 'renameList'
  | 'deleteList'
  | 'save'
  | 'unsave'
  | 'mine'
  | 'forgetMe'
  | 'customerData'
  | 'forgetCustomer'

export const peopleHandlers: Pick<Handlers, People> = {
  view: async (call, scope) => {
    const { productId } = await goodsOf(call.ctx, call.body)
    const owner = await personMade(asking(call, scope))
    greet(asking(call, scope), await remember(scope, { owner, productId, most: scope.config.limits.viewed }))
    return undefined
  },
  viewed: async (call, scope) => {
    const owner = await personOf(asking(call, scope))
    if (owner === undefined) return { items: [] }
    return { items: await viewedCards(call.ctx, owner, { ...call.query, most: scope.config.limits.viewed }) }
  },
  lists: async (call, scope) => {
    const owner = await personOf(asking(call, scope))
    return { items: owner === undefined ? [] : (await listsOf(scope.ctx, owner)).map(listView) }
  },
  createList: async (call, scope) => {
    const kept = await createList(keeping(scope), await personMade(asking(call, scope)), call.body.name)
    greet(asking(call, scope), kept.owner)
    return kept.done
  },
  list: async (call, scope) => {
    const owner = await personOf(asking(call, scope))
    return shownList(call.ctx, await getList(scope.ctx, owner, call.params.id))
  },
  renameList: async (call, scope) => {
    const owner = await personOf(asking(call, scope))
    return renameList(keeping(scope), owner, { ref: call.params.id, name: call.body.name })
  },
  deleteList: async (call, scope) => {
    await deleteList(keeping(scope), await personOf(asking(call, scope)), call.params.id)
    return undefined
  },
  save: async (call, scope) => {
    const { note, ...goods } = call.body
    const item = await goodsOf(call.ctx, goods)
    const owner = await personMade(asking(call, scope))
    const kept = await save(keeping(scope), owner, { ref: call.params.id, note, ...item })
    greet(asking(call, scope), kept.owner)
    return kept.done
  },
  unsave: async (call, scope) => {
    const owner = await personOf(asking(call, scope))
    await unsave(keeping(scope), owner, {
      ref: call.params.id,
      productId: call.params.product,
      variantId: call.query.variant ?? '',
    })
    return undefined
  },
  mine: async (call, scope) => keptOf(scope.ctx, await personOf(asking(call, scope))),
  forgetMe: async (call, scope) => {
    await forget(scope.db, await personOf(asking(call, scope)))
    return undefined
  },
  customerData: ({ params }, { ctx }) => keptOf(ctx, customerOwner(params.id)),
  forgetCustomer: async ({ params }, { db }) => {
    await forget(db, customerOwner(params.id))
    return undefined
  },
}
