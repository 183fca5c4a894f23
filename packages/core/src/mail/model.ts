/** The languages that mails are written in; any other falls back to English. */
export const mailLanguages = ['en', 'uk', 'pl', 'nl', 'ru'] as const

export type MailLanguage = (typeof mailLanguages)[number]

/** One line of an order as a mail shows it; money is written out already (`moneyView(…).formatted`). */
export interface MailLine {
  readonly title: string
  readonly variant?: string
  readonly quantity: number
  readonly total?: string
}

export interface MailTotals {
  readonly subtotal: string
  readonly discount?: string
  readonly shipping?: string
  readonly tax?: string
  /** True when `tax` is contained in the prices. */
  readonly taxIncluded?: boolean
  readonly total: string
}

/** What each template needs to know. Links are absolute. */
export interface MailData {
  readonly orderConfirmation: {
    readonly name?: string
    readonly order: string
    readonly lines: readonly MailLine[]
    readonly totals: MailTotals
    /** Lines of the address, or of the place where it can be picked up. */
    readonly deliverTo?: readonly string[]
    readonly delivery?: string
    readonly link: string
  }
  readonly orderShipped: {
    readonly name?: string
    readonly order: string
    readonly lines: readonly MailLine[]
    readonly carrier?: string
    readonly trackingNumber?: string
    readonly trackingLink?: string
    readonly link: string
  }
  readonly orderCancelled: {
    readonly name?: string
    readonly order: string
    readonly lines: readonly MailLine[]
    readonly refund?: string
    readonly link: string
  }
  readonly passwordReset: { readonly name?: string; readonly link: string; readonly minutes: number }
  readonly invitation: {
    readonly name?: string
    readonly invitedBy?: string
    readonly link: string
    readonly days: number
  }
  readonly verifyEmail: { readonly name?: string; readonly link: string; readonly hours: number }
  /** Somebody signed up with an address that has an account. */
  readonly accountExists: { readonly name?: string; readonly link: string }
}

export type MailTemplate = keyof MailData

/** A mail to be sent: the template decides which data it takes. */
export type Mail = {
  readonly [Template in MailTemplate]: {
    readonly to: string
    /** Language tag of the reader, such as `pl` or `nl-BE`. */
    readonly language: string
    readonly template: Template
    readonly data: MailData[Template]
  }
}[MailTemplate]
