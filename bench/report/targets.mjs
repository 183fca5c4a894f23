/**
 * What is to be reached. `ratio`: our CPU to that of the raw program. `normalised`: our CPU in milliseconds as the machine on which the
 * peers were measured would show it, that is ours times what the raw program took there, divided by what it takes here.
 */
export const targets = {
  operations: {
    list: { ratio: 1, normalised: 1.7, rawThere: 1.6 },
    product: { ratio: 1, normalised: 0.55, rawThere: 0.48 },
    search: { ratio: 1, normalised: 2.4, rawThere: 2.2 },
    cart: { ratio: 1.3, normalised: 0.98, rawThere: 0.71 },
    checkout: { ratio: 1.3, normalised: 3.9, rawThere: 2.9 },
  },
  coldStartMsAboveRaw: 250,
  idleMbAboveRaw: 50,
}
