import { renderSVG } from 'uqr'

const PREFIX = 'VCC1'

/** Signs and checks by the key of the plugin. */
interface Signer {
  sign(text: string): string
  isSigned(text: string, signature: string): boolean
}

interface Ticket {
  readonly pickupId: string
  readonly code: string
}

/** What the QR code of a pickup says: which one, its code, and a signature that only this shop can make. */
export function ticketOf(signer: Signer, { pickupId, code }: Ticket): string {
  const said = `${PREFIX}.${pickupId}.${code}`
  return `${said}.${signer.sign(said)}`
}

/** What a scanner read from a customer's phone; undefined when this shop did not write it. */
export function readTicket(signer: Signer, text: string): Ticket | undefined {
  const [prefix, pickupId, code, signature, ...more] = text.trim().split('.')
  if (prefix !== PREFIX || pickupId === undefined || code === undefined || signature === undefined) return undefined
  const isOurs = more.length === 0 && signer.isSigned(`${prefix}.${pickupId}.${code}`, signature)
  return isOurs ? { pickupId, code } : undefined
}

/** True for what comes from a scanner and not from a keyboard. */
export function isTicket(text: string): boolean {
  return text.trim().startsWith(`${PREFIX}.`)
}

/** The picture, as SVG. */
export function drawTicket(ticket: string): string {
  return renderSVG(ticket, { ecc: 'M', border: 2 })
}
