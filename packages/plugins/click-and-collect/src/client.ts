import { contract } from './contract.ts'

/** For `createStorefront({ plugins: [clickAndCollectClient] })` and `createAdmin`; no server code. */
export const clickAndCollectClient: ClickAndCollectClient = { id: 'click-and-collect', contract }

/** Named, so that its declaration points at the contract instead of repeating it in the words of the server's types. */
interface ClickAndCollectClient {
  readonly id: 'click-and-collect'
  readonly contract: typeof contract
}

export type { BuyerPickup, PickupView } from './model.ts'
