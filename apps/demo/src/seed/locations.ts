import type { Texts } from './types.ts'

export type LocationCode = 'poznan' | 'kyiv' | 'lviv' | 'krakow' | 'utrecht' | 'market'

export type SeedLocation = {
  readonly code: LocationCode
  readonly name: Texts
  readonly kind: 'warehouse' | 'store' | 'stall'
  readonly country: 'PL' | 'UA' | 'NL'
  readonly city: Texts
  /** Invented streets; none of them exists in its town. */
  readonly line1: string
  readonly postalCode: string
  readonly timeZone: string
  readonly email: string
  /** Sends parcels. */
  readonly ships: boolean
  /** Hands orders over to buyers. */
  readonly pickup: boolean
  /** Lower is asked first. */
  readonly priority: number
  readonly pickupNote?: Texts
}

const shopNote: Texts = {
  en: 'Usually ready within two hours during opening times. Bring the code from your message.',
  uk: 'Зазвичай готово за дві години в робочий час. Візьміть із собою код із повідомлення.',
  pl: 'Zwykle gotowe w ciągu dwóch godzin w godzinach otwarcia. Weź ze sobą kod z wiadomości.',
  nl: 'Meestal binnen twee uur klaar tijdens openingstijden. Neem de code uit uw bericht mee.',
  ru: 'Обычно готово за два часа в рабочее время. Возьмите с собой код из сообщения.',
}

/** Six places where goods lie: the warehouse, four shops and a market stall. */
export const LOCATIONS: readonly SeedLocation[] = [
  {
    code: 'poznan',
    name: {
      en: 'Poznań warehouse',
      uk: 'Склад у Познані',
      pl: 'Magazyn Poznań',
      nl: 'Magazijn Poznań',
      ru: 'Склад в Познани',
    },
    kind: 'warehouse',
    country: 'PL',
    city: { en: 'Poznań', uk: 'Познань', pl: 'Poznań', nl: 'Poznań', ru: 'Познань' },
    line1: 'ul. Pszczelego Roju 100',
    postalCode: '60-000',
    timeZone: 'Europe/Warsaw',
    email: 'warehouse@example.com',
    ships: true,
    pickup: false,
    priority: 10,
  },
  {
    code: 'kyiv',
    name: { en: 'Kyiv shop', uk: 'Крамниця в Києві', pl: 'Sklep w Kijowie', nl: 'Winkel Kyiv', ru: 'Магазин в Киеве' },
    kind: 'store',
    country: 'UA',
    city: { en: 'Kyiv', uk: 'Київ', pl: 'Kijów', nl: 'Kyiv', ru: 'Киев' },
    line1: 'вул. Медового Цвіту, 5',
    postalCode: '01000',
    timeZone: 'Europe/Kyiv',
    email: 'kyiv@example.com',
    ships: true,
    pickup: true,
    priority: 20,
    pickupNote: shopNote,
  },
  {
    code: 'lviv',
    name: {
      en: 'Lviv shop',
      uk: 'Крамниця у Львові',
      pl: 'Sklep we Lwowie',
      nl: 'Winkel Lviv',
      ru: 'Магазин во Львове',
    },
    kind: 'store',
    country: 'UA',
    city: { en: 'Lviv', uk: 'Львів', pl: 'Lwów', nl: 'Lviv', ru: 'Львов' },
    line1: 'вул. Бджолиного Гаю, 12',
    postalCode: '79000',
    timeZone: 'Europe/Kyiv',
    email: 'lviv@example.com',
    ships: true,
    pickup: true,
    priority: 30,
    pickupNote: shopNote,
  },
  {
    code: 'krakow',
    name: {
      en: 'Kraków shop',
      uk: 'Крамниця в Кракові',
      pl: 'Sklep w Krakowie',
      nl: 'Winkel Kraków',
      ru: 'Магазин в Кракове',
    },
    kind: 'store',
    country: 'PL',
    city: { en: 'Kraków', uk: 'Краків', pl: 'Kraków', nl: 'Kraków', ru: 'Краков' },
    line1: 'ul. Miododajna 7',
    postalCode: '30-000',
    timeZone: 'Europe/Warsaw',
    email: 'krakow@example.com',
    ships: true,
    pickup: true,
    priority: 30,
    pickupNote: shopNote,
  },
  {
    code: 'utrecht',
    name: {
      en: 'Utrecht shop',
      uk: 'Крамниця в Утрехті',
      pl: 'Sklep w Utrechcie',
      nl: 'Winkel Utrecht',
      ru: 'Магазин в Утрехте',
    },
    kind: 'store',
    country: 'NL',
    city: { en: 'Utrecht', uk: 'Утрехт', pl: 'Utrecht', nl: 'Utrecht', ru: 'Утрехт' },
    line1: 'Honingraatkade 21',
    postalCode: '3500 AA',
    timeZone: 'Europe/Amsterdam',
    email: 'utrecht@example.com',
    ships: true,
    pickup: true,
    priority: 30,
    pickupNote: shopNote,
  },
  {
    code: 'market',
    name: {
      en: 'Saturday market stall',
      uk: 'Прилавок на суботньому ярмарку',
      pl: 'Stoisko na sobotnim targu',
      nl: 'Kraam op de zaterdagmarkt',
      ru: 'Прилавок на субботней ярмарке',
    },
    kind: 'stall',
    country: 'PL',
    city: { en: 'Kraków', uk: 'Краків', pl: 'Kraków', nl: 'Kraków', ru: 'Краков' },
    line1: 'Plac Słodkiego Targu 1',
    postalCode: '30-000',
    timeZone: 'Europe/Warsaw',
    email: 'market@example.com',
    ships: false,
    pickup: false,
    priority: 90,
  },
]
