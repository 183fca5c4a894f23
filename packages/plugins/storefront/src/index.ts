/* The web window of a shop as a plugin. Clients are in `@vitrine/plugin-storefront/client`. */
export { renderHead, scriptText } from './head/render.ts'
export type { HeadView, ImportReport, ItemFact, Kept, ListView, StatusView } from './model.ts'
export { storefront } from './plugin.ts'
export { Settings as StorefrontSettings } from './settings.ts'
