import type { Role } from './model.ts'

/** What each role may do. A staff member may have further scopes of his own. */
const roleScopes: Record<Role, readonly string[]> = {
  owner: ['*'],
  manager: [
    'backup:read',
    'carts:*',
    'catalog:*',
    'channels:*',
    'customers:*',
    'delivery:*',
    'events:read',
    'fulfillment:*',
    'inventory:*',
    'jobs:read',
    'mail:*',
    'markets:*',
    'orders:*',
    'payments:*',
    'plugins:read',
    'pricing:*',
    'staff:read',
  ],
  editor: ['catalog:*', 'pricing:*', 'delivery:read', 'inventory:read', 'markets:read'],
  fulfilment: ['fulfillment:*', 'inventory:*', 'catalog:read', 'customers:read', 'delivery:read', 'orders:read'],
  support: [
    'customers:*',
    'orders:*',
    'carts:read',
    'catalog:read',
    'delivery:read',
    'fulfillment:read',
    'inventory:read',
    'mail:*',
    'payments:read',
  ],
  viewer: ['*:read'],
}

/** Everything that a staff member may do: the scopes of the role and the own ones. */
export function scopesOf({ role, scopes }: { readonly role: string; readonly scopes: readonly string[] }): string[] {
  const own = roleScopes[role as Role] ?? []
  return [...new Set([...own, ...scopes])]
}
