import { contract } from './contract.ts'

/**
 * For `createStorefront({ plugins: [storefrontClient] })` and `createAdmin`; no server code. The session keeps the token of the anonymous
 * visitor, so that lists survive a reload.
 */
export const storefrontClient = {
  id: 'storefront',
  contract,
  remembers: ['Vitrine-Visitor'],
} as const

export { renderHead, scriptText } from './head/render.ts'
export type { HeadView, ItemFact, Kept, ListView } from './model.ts'
