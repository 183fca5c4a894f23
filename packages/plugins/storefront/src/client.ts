import { contract } from './contract.ts'

/**
 * For `createStorefront({ plugins: [storefrontClient] })` and `createAdmin`; no server code. The session keeps the token of the anonymous
 * visitor, so that lists survive a reload.
 */
export const storefrontClient: StorefrontClient = { id: 'storefront', contract, remembers: ['Vitrine-Visitor'] }

/** Named, so that its declaration points at the contract instead of repeating it in the words of the server's types. */
interface StorefrontClient {
  readonly id: 'storefront'
  readonly contract: typeof contract
  readonly remembers: readonly ['Vitrine-Visitor']
}

export { renderHead, scriptText } from './head/render.ts'
export type { HeadView, ItemFact, Kept, ListView } from './model.ts'
