/** Words of a button mail: what it is about, what to do, and until when. */
interface Notice {
  readonly subject: string
  readonly text: string
  readonly button: string
  /** What to do when it was not the reader who asked. */
  readonly otherwise: string
}

interface OrderWords {
  readonly subject: (order: string) => string
  readonly text: (order: string) => string
}

/** Everything that mails say, once per language. Sentences are whole, so that each language orders its words itself. */
export interface Messages {
  /** `Hello Ada,` or without a name. */
  readonly greeting: (name: string | undefined) => string
  readonly footer: (shop: string) => string
  readonly linkHelp: string
  readonly orderConfirmation: OrderWords & { readonly items: (count: number) => string }
  readonly orderShipped: OrderWords
  readonly orderCancelled: OrderWords & { readonly refund: (amount: string) => string }
  readonly viewOrder: string
  readonly trackParcel: string
  readonly passwordReset: Omit<Notice, 'text'> & { readonly text: (minutes: number) => string }
  readonly verifyEmail: Omit<Notice, 'text'> & { readonly text: (hours: number) => string }
  readonly invitation: Omit<Notice, 'text' | 'subject'> & {
    readonly subject: (shop: string) => string
    readonly text: (invitedBy: string | undefined, days: number) => string
  }
  readonly accountExists: Notice
  readonly labels: {
    readonly item: string
    readonly quantity: string
    readonly amount: string
    readonly subtotal: string
    readonly discount: string
    readonly shipping: string
    readonly tax: string
    readonly taxIncluded: string
    readonly total: string
    readonly delivery: string
    readonly deliverTo: string
    readonly carrier: string
    readonly trackingNumber: string
  }
}

/** Forms of one phrase by plural category (CLDR); `#` is the number. A language must give those that it has. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string }

const rules = new Map<string, Intl.PluralRules>()

/** The form that the language wants for this number. */
export function plural(language: string, forms: Forms): (count: number) => string {
  return (count) => {
    const found = rules.get(language) ?? new Intl.PluralRules(language)
    rules.set(language, found)
    return (forms[found.select(count)] ?? forms.other).replace('#', count.toLocaleString(language))
  }
}
