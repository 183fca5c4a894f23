import type { Kit } from '../platform.ts'
import { categoryOf, issuesAtOnce, issuesOfReview, warningsOf } from './categories.ts'
import type { OfferContent, OfferIssue, OfferResult } from './contract.ts'
import type { Offer, Seller } from './sellers.ts'

/** Takes offers in: what is wrong at first sight is rejected, and the rest is live at once, in a moment, or after somebody looked. */
export function takeOffers(kit: Kit, seller: Seller, contents: readonly OfferContent[]) {
  const taken = contents.map((content) => takeOffer(kit, seller, content))
  const looked = taken.filter(({ status }) => status === 'pending').map(({ offerKey }) => offerKey)
  const submissionId = kit.newId('sub')
  if (looked.length > 0) seller.submissions.set(submissionId, { id: submissionId, offerKeys: looked, results: [] })
  for (const { offerKey, status } of taken)
    if (status === 'accepted' || status === 'pending') reviewLater(kit, seller, { offerKey, submissionId })
  return { results: taken.map((result) => (result.status === 'pending' ? { ...result, submissionId } : result)) }
}

function takeOffer(kit: Kit, seller: Seller, content: OfferContent): OfferResult {
  const { offerKey, category } = content
  const old = seller.offers.get(offerKey)
  const wrong = issuesAtOnce(content)
  const review = categoryOf(category)?.review ?? 'full'
  const issues = wrong.length === 0 && review === 'none' ? issuesOfReview(content, kit.knobs) : wrong
  if (issues.length > 0) {
    if (old?.status !== 'live') keep(kit, seller, content, { status: 'rejected', issues })
    return { offerKey, status: 'rejected', issues }
  }
  if (old?.status === 'live' && JSON.stringify(old.content) === JSON.stringify(content))
    return { offerKey, status: 'live', offerId: old.offerId, issues: old.issues }
  const warnings = warningsOf(content)
  const status = review === 'none' ? 'live' : 'pending'
  const { offerId } = keep(kit, seller, content, { status, issues: warnings })
  const said = { none: 'live', brief: 'accepted', full: 'pending' } as const
  return { offerKey, status: said[review], offerId, issues: warnings }
}

function keep(kit: Kit, seller: Seller, content: OfferContent, decided: Pick<Offer, 'status' | 'issues'>): Offer {
  const old = seller.offers.get(content.offerKey)
  const fresh = { offerId: kit.newId('of'), quantity: 0, sequence: 0, price: null, compareAt: null, looks: 0 }
  const offer: Offer = { ...(old ?? fresh), ...decided, content, looks: (old?.looks ?? 0) + 1 }
  seller.offers.set(content.offerKey, offer)
  return offer
}

function reviewLater(
  kit: Kit,
  seller: Seller,
  { offerKey, submissionId }: { readonly offerKey: string; readonly submissionId: string },
): void {
  const asked = seller.offers.get(offerKey)
  kit.later(kit.knobs().review, () => {
    const offer = seller.offers.get(offerKey)
    if (offer === undefined || asked === undefined) return
    const errors = issuesOfReview(asked.content, kit.knobs)
    const status = errors.length === 0 ? 'live' : 'rejected'
    const issues = [...errors, ...warningsOf(asked.content)]
    if (offer.looks === asked.looks && offer.status === 'pending') decide(kit, seller, { offerKey, status, issues })
    const submission = seller.submissions.get(submissionId)
    if (submission?.offerKeys.includes(offerKey) !== true) return
    const results = [...submission.results, { offerKey, offerId: asked.offerId, status, issues } as const]
    seller.submissions.set(submissionId, { ...submission, results })
  })
}

/** What a moderator says of an offer. */
export function decide(
  kit: Kit,
  seller: Seller,
  {
    offerKey,
    status,
    issues,
  }: { readonly offerKey: string; readonly status: Offer['status']; readonly issues: readonly OfferIssue[] },
): void {
  const offer = seller.offers.get(offerKey)
  if (offer === undefined) return
  seller.offers.set(offerKey, { ...offer, status, issues })
  tellOfOffer(kit, seller, offerKey)
}

export function tellOfOffer(kit: Kit, seller: Seller, offerKey: string): void {
  const id = seller.offers.get(offerKey)?.offerId ?? offerKey
  const at = new Date(kit.now()).toISOString()
  const body = { type: 'offer.updated', at, market: seller.market, subject: { kind: 'offer', id } }
  kit.tell(seller.hook, { type: 'offer.updated', body })
}

/** What is not there counts as ended. */
export function endOffers(seller: Seller, offerKeys: readonly string[]) {
  const results = offerKeys.map((offerKey) => {
    const offer = seller.offers.get(offerKey)
    if (offer !== undefined)
      seller.offers.set(offerKey, { ...offer, status: 'ended', issues: [], looks: offer.looks + 1 })
    return { offerKey, status: 'ended' as const, issues: [] }
  })
  return { results }
}

export function submissionView({ submissions }: Seller, id: string) {
  const { results = [], offerKeys = [] } = submissions.get(id) ?? {}
  const status = results.length < offerKeys.length ? 'working' : 'done'
  return { id, status: submissions.has(id) ? status : 'unknown', results }
}

/** An offer as buyers and the seller's reads see it. */
export function offerView(kit: Kit, { content, offerId, status, issues, quantity, price }: Offer) {
  const shopUrl = `${kit.url()}/#${encodeURIComponent(content.offerKey)}`
  return { ...content, offerId, status, issues, quantity, ...(price === null ? {} : { price }), shopUrl }
}
