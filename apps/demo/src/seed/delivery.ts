import type { LocationCode } from './locations.ts'
import type { MarketCode } from './markets.ts'
import type { Currency, Texts } from './types.ts'

/** `parcel` fits a van, `bulky` needs a pallet, `live` is handed over in person. */
export type Cargo = 'parcel' | 'bulky' | 'live'

/** A price for everything up to a weight, in minor units of the market's currency. */
export type SeedRate = { readonly upToGrams: number; readonly price: number }

export type SeedDelivery = {
  readonly code: 'courier' | 'locker' | 'collect' | 'pallet'
  readonly type: 'shipping' | 'pickup_point' | 'pickup'
  readonly name: Texts
  readonly hint: Texts
  readonly cargo: readonly Cargo[]
  readonly markets: Readonly<
    Partial<
      Record<
        MarketCode,
        {
          readonly currency: Currency
          readonly days: readonly [from: number, to: number]
          readonly rates: readonly SeedRate[]
          /** Free from this basket on, in minor units. */
          readonly freeFrom?: number
          /** Shops that hand over; only for `pickup`. */
          readonly at?: readonly LocationCode[]
        }
      >
    >
  >
}

const MAX = 2_000_000

/** Price tags per weight: kilograms and whole units. */
const rates = (...steps: readonly (readonly [kilograms: number, price: number])[]): readonly SeedRate[] =>
  steps.map(([kilograms, price]) => ({ upToGrams: kilograms * 1000, price: Math.round(price * 100) }))

const FREE: readonly SeedRate[] = [{ upToGrams: MAX, price: 0 }]

export const DELIVERY: readonly SeedDelivery[] = [
  {
    code: 'courier',
    type: 'shipping',
    name: {
      en: 'Courier to your door',
      uk: 'Кур’єр до дверей',
      pl: 'Kurier pod drzwi',
      nl: 'Bezorging aan huis',
      ru: 'Курьер до двери',
    },
    hint: {
      en: 'A message with the hour of arrival comes in the morning.',
      uk: 'Зранку надійде повідомлення з годиною прибуття.',
      pl: 'Rano otrzymasz wiadomość z godziną dostawy.',
      nl: '’s Ochtends krijgt u bericht met het bezorgmoment.',
      ru: 'Утром придёт сообщение с часом прибытия.',
    },
    cargo: ['parcel'],
    markets: {
      ua: { currency: 'UAH', days: [1, 3], rates: rates([2, 110], [10, 160], [30, 260]), freeFrom: 500_000 },
      pl: { currency: 'PLN', days: [1, 2], rates: rates([2, 16.9], [10, 19.9], [30, 29.9]), freeFrom: 40_000 },
      nl: { currency: 'EUR', days: [3, 5], rates: rates([2, 6.95], [10, 9.95], [30, 16.95]), freeFrom: 15_000 },
      int: { currency: 'EUR', days: [4, 8], rates: rates([2, 12.95], [10, 19.95], [30, 34.95]), freeFrom: 25_000 },
    },
  },
  {
    code: 'locker',
    type: 'pickup_point',
    name: { en: 'Parcel locker', uk: 'Поштомат', pl: 'Automat paczkowy', nl: 'Pakketautomaat', ru: 'Постамат' },
    hint: {
      en: 'Open day and night; the parcel waits for 48 hours.',
      uk: 'Працює цілодобово; посилка чекає 48 годин.',
      pl: 'Czynny całą dobę; paczka czeka 48 godzin.',
      nl: 'Dag en nacht open; het pakket blijft 48 uur liggen.',
      ru: 'Работает круглосуточно; посылка ждёт 48 часов.',
    },
    cargo: ['parcel'],
    markets: {
      ua: { currency: 'UAH', days: [1, 3], rates: rates([2, 70], [10, 95], [20, 130]), freeFrom: 300_000 },
      pl: { currency: 'PLN', days: [1, 2], rates: rates([5, 12.9], [10, 14.9], [25, 18.9]), freeFrom: 25_000 },
      nl: { currency: 'EUR', days: [3, 5], rates: rates([2, 4.95], [10, 6.95], [20, 9.95]), freeFrom: 10_000 },
    },
  },
  {
    code: 'collect',
    type: 'pickup',
    name: {
      en: 'Collect in the shop',
      uk: 'Самовивіз із крамниці',
      pl: 'Odbiór w sklepie',
      nl: 'Afhalen in de winkel',
      ru: 'Самовывоз из магазина',
    },
    hint: {
      en: 'Free. We write to you as soon as it is ready.',
      uk: 'Безкоштовно. Напишемо, щойно буде готово.',
      pl: 'Bezpłatnie. Napiszemy, gdy będzie gotowe.',
      nl: 'Gratis. U krijgt bericht zodra het klaarligt.',
      ru: 'Бесплатно. Напишем, как только будет готово.',
    },
    cargo: ['parcel', 'live'],
    markets: {
      ua: { currency: 'UAH', days: [0, 1], rates: FREE, at: ['kyiv', 'lviv'] },
      pl: { currency: 'PLN', days: [0, 1], rates: FREE, at: ['krakow'] },
      nl: { currency: 'EUR', days: [0, 1], rates: FREE, at: ['utrecht'] },
      int: { currency: 'EUR', days: [0, 1], rates: FREE, at: ['krakow', 'utrecht'] },
    },
  },
  {
    code: 'pallet',
    type: 'shipping',
    name: {
      en: 'Pallet from the warehouse',
      uk: 'Палета зі складу',
      pl: 'Paleta z magazynu',
      nl: 'Pallet vanuit het magazijn',
      ru: 'Паллета со склада',
    },
    hint: {
      en: 'For hives and extractors. The driver calls before coming and unloads at the kerb.',
      uk: 'Для вуликів і медогонок. Водій телефонує перед приїздом і вивантажує біля узбіччя.',
      pl: 'Do uli i miodarek. Kierowca dzwoni przed przyjazdem i rozładowuje przy krawężniku.',
      nl: 'Voor kasten en slingers. De chauffeur belt vooraf en lost aan de stoeprand.',
      ru: 'Для ульев и медогонок. Водитель звонит перед приездом и выгружает у обочины.',
    },
    cargo: ['parcel', 'bulky'],
    markets: {
      ua: { currency: 'UAH', days: [5, 10], rates: rates([50, 890], [150, 1490], [600, 2990]), freeFrom: 3_000_000 },
      pl: { currency: 'PLN', days: [2, 4], rates: rates([50, 79], [150, 129], [600, 249]), freeFrom: 250_000 },
      nl: { currency: 'EUR', days: [5, 8], rates: rates([50, 39.95], [150, 69.95], [600, 139.95]), freeFrom: 120_000 },
      int: { currency: 'EUR', days: [6, 12], rates: rates([50, 59.95], [150, 109.95], [600, 199.95]) },
    },
  },
]
