import type { CartView } from '@vitrine/sdk'
import type { ComponentChildren } from 'preact'
import { Document } from '../layout/document.tsx'
import { ErrorSummary, type FormError } from '../parts/error-summary.tsx'
import { OrderSummary } from '../parts/order-summary.tsx'
import type { Visit } from '../visit.ts'

interface CheckoutStepProps {
  readonly visit: Visit
  readonly cart: CartView
  /** From 0. */
  readonly step: 0 | 1 | 2
  readonly errors: readonly FormError[]
  readonly children: ComponentChildren
}

const PATHS = ['/checkout', '/checkout/delivery', '/checkout/payment'] as const

/** The frame of every step: where one is, what is wrong, and what is bought. */
export function CheckoutStep({ visit, cart, step, errors, children }: CheckoutStepProps) {
  const { t, to } = visit
  return (
    <Document visit={visit} head={{ title: `${t.checkout.steps[step]}, ${t.checkout.title}` }} isPlain>
      <div class="wrap checkout">
        <div class="checkout-main">
          <h1>{t.checkout.title}</h1>
          <ol class="steps" aria-label={t.checkout.step(step + 1, PATHS.length)}>
            {t.checkout.steps.map((name, index) => (
              <li
                key={name}
                class={index < step ? 'is-done' : undefined}
                aria-current={index === step ? 'step' : undefined}
              >
                {index < step ? <a href={to(PATHS[index] ?? '/checkout')}>{name}</a> : <span>{name}</span>}
              </li>
            ))}
          </ol>
          <ErrorSummary t={t} errors={errors} />
          {children}
        </div>
        <OrderSummary visit={visit} cart={cart} />
      </div>
    </Document>
  )
}
