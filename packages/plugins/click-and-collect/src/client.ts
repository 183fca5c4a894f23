import { contract } from './contract.ts'

/** For `createStorefront({ plugins: [clickAndCollectClient] })` and `createAdmin`; no server code. */
export const clickAndCollectClient = { id: 'click-and-collect', contract } as const

export type { BuyerPickup, PickupView } from './model.ts'
