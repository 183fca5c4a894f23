import { SECOND } from '../../kernel/index.ts'
import type { PaymentError } from '../model.ts'

/** After so long a late intent is decided. */
export const LATE = 30 * SECOND

/** What a sandbox payment does, chosen by the token that the storefront hands over as `data.token`. */
export interface Behaviour {
  /** How the intent ends. */
  readonly ends: 'paid' | 'declined'
  readonly error?: PaymentError
  /** Decided only after `LATE`. */
  readonly isLate?: boolean
  /** The buyer has to confirm on the sandbox's own page. */
  readonly asksBuyer?: boolean
  /** `lost`: never received. `silent`: received and decided, but the answer never comes. */
  readonly answer?: 'lost' | 'silent'
  /** Operations that the provider refuses later. */
  readonly refuses?: 'capture' | 'refund'
}

const declined = (code: string, message: string): Behaviour => ({ ends: 'declined', error: { code, message } })

const behaviours = {
  /** Paid at once. */
  sandbox_ok: { ends: 'paid' },
  /** Declined for want of funds. */
  sandbox_decline: declined('insufficient_funds', 'The card has insufficient funds.'),
  /** Declined because the card was reported stolen. */
  sandbox_decline_stolen: declined('stolen_card', 'The card was reported stolen.'),
  /** Sends the buyer to a page that confirms or refuses. */
  sandbox_action: { ends: 'paid', asksBuyer: true },
  /** Paid, but the answer never comes; reading the intent back shows it. */
  sandbox_timeout: { ends: 'paid', answer: 'silent' },
  /** Declined, but the answer never comes. */
  sandbox_timeout_decline: { ...declined('insufficient_funds', 'The card has insufficient funds.'), answer: 'silent' },
  /** Never reaches the provider: nothing is found when it is read back. */
  sandbox_lost: { ends: 'paid', answer: 'lost' },
  /** Answers `processing`, and is paid 30 seconds later. */
  sandbox_late: { ends: 'paid', isLate: true },
  /** Answers `processing`, and is declined 30 seconds later. */
  sandbox_late_decline: { ...declined('issuer_declined', 'The bank declined.'), isLate: true },
  /** Paid when captured by hand, but the capture is refused. */
  sandbox_capture_fail: { ends: 'paid', refuses: 'capture' },
  /** Paid, but a refund is refused. */
  sandbox_refund_fail: { ends: 'paid', refuses: 'refund' },
} as const satisfies Readonly<Record<string, Behaviour>>

export type SandboxToken = keyof typeof behaviours

const unknownToken = declined('unknown_token', 'The sandbox does not know this token.')

export function behaviourOf(token: string): Behaviour {
  const known: Readonly<Record<string, Behaviour>> = behaviours
  return (Object.hasOwn(known, token) ? known[token] : undefined) ?? unknownToken
}
