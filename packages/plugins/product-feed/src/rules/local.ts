import type { Attribute, Rules } from './rule.ts'
import { isSaleLower } from './sale.ts'

/** Google's local inventory (support.google.com/merchants/answer/3061342). */
export const LOCAL_ATTRIBUTES: Readonly<Record<string, Attribute>> = {
  store_code: { isRequired: true, longest: 64 },
  id: { isRequired: true, longest: 50 },
  availability: {
    isRequired: true,
    words: ['in_stock', 'out_of_stock', 'limited_availability', 'on_display_to_order'],
  },
  price: { form: 'price' },
  sale_price: { form: 'price' },
  quantity: { form: 'whole' },
  pickup_method: { words: ['buy', 'reserve', 'ship to store', 'not supported'] },
  pickup_sla: {
    words: ['same day', 'next day', '2-day', '3-day', '4-day', '5-day', '6-day', '7-day', 'multi-week'],
  },
}

export const LOCAL: Rules = { attributes: LOCAL_ATTRIBUTES, together: [isSaleLower] }
