/** What a warning says, with the numbers filled in by `warnings.ts`. Sentences that read well for every number. */
export interface WarningTexts {
  readonly raised: (at: { readonly before: string; readonly now: string }) => string
  readonly lowered: (at: { readonly before: string; readonly now: string }) => string
  readonly soldOut: string
  readonly short: (left: number) => string
  readonly notForSale: string
  readonly holdExpired: string
}

const en: WarningTexts = {
  raised: ({ before, now }) => `The price has gone up from ${before} to ${now}.`,
  lowered: ({ before, now }) => `The price has come down from ${before} to ${now}.`,
  soldOut: 'This is sold out.',
  short: (left) => `Only ${left} left. Please lower the quantity.`,
  notForSale: 'This is no longer sold here. Please take it out of your cart.',
  holdExpired: 'We can no longer hold these goods for you. They stay in your cart; we will look again when you go on.',
}

const uk: WarningTexts = {
  raised: ({ before, now }) => `Ціна зросла з ${before} до ${now}.`,
  lowered: ({ before, now }) => `Ціна знизилася з ${before} до ${now}.`,
  soldOut: 'Цього товару немає в наявності.',
  short: (left) => `Залишилося лише ${left}. Зменште, будь ласка, кількість.`,
  notForSale: 'Цей товар тут більше не продається. Приберіть його, будь ласка, з кошика.',
  holdExpired: 'Час резерву минув. Товари лишаються в кошику; ми перевіримо наявність, коли ви продовжите.',
}

const pl: WarningTexts = {
  raised: ({ before, now }) => `Cena wzrosła z ${before} do ${now}.`,
  lowered: ({ before, now }) => `Cena spadła z ${before} do ${now}.`,
  soldOut: 'Ten produkt jest wyprzedany.',
  short: (left) => `Zostało tylko ${left}. Prosimy zmniejszyć ilość.`,
  notForSale: 'Ten produkt nie jest już tutaj sprzedawany. Prosimy usunąć go z koszyka.',
  holdExpired: 'Czas rezerwacji minął. Produkty pozostają w koszyku; sprawdzimy dostępność, gdy przejdziesz dalej.',
}

const nl: WarningTexts = {
  raised: ({ before, now }) => `De prijs is gestegen van ${before} naar ${now}.`,
  lowered: ({ before, now }) => `De prijs is gedaald van ${before} naar ${now}.`,
  soldOut: 'Dit is uitverkocht.',
  short: (left) => `Nog maar ${left} over. Verlaag het aantal.`,
  notForSale: 'Dit wordt hier niet meer verkocht. Haal het uit je winkelwagen.',
  holdExpired: 'De reservering is verlopen. Alles blijft in je winkelwagen; we kijken opnieuw als je verdergaat.',
}

const ru: WarningTexts = {
  raised: ({ before, now }) => `Цена выросла с ${before} до ${now}.`,
  lowered: ({ before, now }) => `Цена снизилась с ${before} до ${now}.`,
  soldOut: 'Этого товара нет в наличии.',
  short: (left) => `Осталось только ${left}. Пожалуйста, уменьшите количество.`,
  notForSale: 'Этот товар здесь больше не продаётся. Пожалуйста, уберите его из корзины.',
  holdExpired: 'Время резерва истекло. Товары остаются в корзине; мы проверим наличие, когда вы продолжите.',
}

const texts: Readonly<Record<string, WarningTexts>> = { en, uk, pl, nl, ru }

/** The texts of the first of these languages that has some; English is the last resort. */
export function warningTexts(languages: readonly string[]): WarningTexts {
  for (const language of languages) {
    const found = texts[language] ?? texts[language.split('-')[0] ?? '']
    if (found !== undefined) return found
  }
  return en
}
