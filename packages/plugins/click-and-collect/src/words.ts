/** What messages say, once per language. */
export interface Words {
  readonly ready: (order: string) => string
  readonly readyText: (store: string) => string
  readonly reminder: (order: string) => string
  readonly reminderText: (until: string) => string
  readonly moved: (order: string) => string
  readonly movedText: (store: string) => string
  readonly code: string
  readonly where: string
  readonly until: string
  readonly readyBy: string
  readonly phone: string
  readonly show: string
}

export const words: Readonly<Record<'en' | 'uk' | 'pl' | 'nl' | 'ru', Words>> = {
  en: {
    ready: (order) => `Order ${order} is ready to collect`,
    readyText: (store) => `Your goods wait for you: ${store}. Show the picture behind the button, or say the code.`,
    reminder: (order) => `Order ${order} still waits for you`,
    reminderText: (until) => `We keep your goods until ${until}. After that they go back and your money is paid back.`,
    moved: (order) => `Order ${order} is prepared in another store`,
    movedText: (store) => `A part of your order will wait in another store: ${store}. We write again when it is ready.`,
    code: 'Code',
    where: 'Where',
    until: 'Until',
    readyBy: 'Ready by',
    phone: 'Telephone',
    show: 'Show the code',
  },
  uk: {
    ready: (order) => `Замовлення ${order} можна забрати`,
    readyText: (store) => `Ваші товари чекають: ${store}. Покажіть зображення за кнопкою або назвіть код.`,
    reminder: (order) => `Замовлення ${order} досі чекає на вас`,
    reminderText: (until) => `Ми зберігаємо товари до ${until}. Потім вони повернуться на склад, а гроші — вам.`,
    moved: (order) => `Замовлення ${order} готують в іншій крамниці`,
    movedText: (store) => `Частина замовлення чекатиме в іншій крамниці: ${store}. Напишемо, щойно буде готово.`,
    code: 'Код',
    where: 'Де',
    until: 'До',
    readyBy: 'Буде готово до',
    phone: 'Телефон',
    show: 'Показати код',
  },
  pl: {
    ready: (order) => `Zamówienie ${order} jest gotowe do odbioru`,
    readyText: (store) => `Zamówione rzeczy czekają: ${store}. Pokaż obrazek spod przycisku albo podaj kod.`,
    reminder: (order) => `Zamówienie ${order} wciąż czeka`,
    reminderText: (until) => `Przechowamy je do: ${until}. Potem wrócą do sprzedaży, a pieniądze do Ciebie.`,
    moved: (order) => `Zamówienie ${order} przygotuje inny sklep`,
    movedText: (store) => `Część zamówienia będzie czekać w innym sklepie: ${store}. Napiszemy, gdy będzie gotowa.`,
    code: 'Kod',
    where: 'Gdzie',
    until: 'Do',
    readyBy: 'Gotowe do',
    phone: 'Telefon',
    show: 'Pokaż kod',
  },
  nl: {
    ready: (order) => `Bestelling ${order} ligt klaar`,
    readyText: (store) => `Uw artikelen liggen klaar: ${store}. Toon de afbeelding achter de knop of noem de code.`,
    reminder: (order) => `Bestelling ${order} ligt nog klaar`,
    reminderText: (until) => `We bewaren uw artikelen tot ${until}. Daarna gaan ze terug en krijgt u uw geld terug.`,
    moved: (order) => `Bestelling ${order} wordt in een andere winkel klaargelegd`,
    movedText: (store) =>
      `Een deel van uw bestelling komt in een andere winkel te liggen: ${store}. U krijgt bericht als het klaarligt.`,
    code: 'Code',
    where: 'Waar',
    until: 'Tot',
    readyBy: 'Klaar om',
    phone: 'Telefoon',
    show: 'Toon de code',
  },
  ru: {
    ready: (order) => `Заказ ${order} можно забрать`,
    readyText: (store) => `Ваши товары ждут: ${store}. Покажите картинку за кнопкой или назовите код.`,
    reminder: (order) => `Заказ ${order} всё ещё ждёт вас`,
    reminderText: (until) => `Мы храним товары до ${until}. Потом они вернутся на полку, а деньги — вам.`,
    moved: (order) => `Заказ ${order} готовят в другом магазине`,
    movedText: (store) => `Часть заказа будет ждать в другом магазине: ${store}. Напишем, как только будет готово.`,
    code: 'Код',
    where: 'Где',
    until: 'До',
    readyBy: 'Будет готово до',
    phone: 'Телефон',
    show: 'Показать код',
  },
}
