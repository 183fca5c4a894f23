export { type Commerce, type CommerceOptions, createCommerce } from './commerce.ts'
export { type ServeOptions, type Serving, serve } from './http/serve.ts'
