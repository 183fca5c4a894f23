import type { PluginHandlers } from '@vitrine/core'
import type { contract } from '../contract.ts'
import type { StorefrontScope } from '../scope.ts'

export type Handlers = PluginHandlers<typeof contract, StorefrontScope>
