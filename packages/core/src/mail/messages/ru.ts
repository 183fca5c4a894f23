import { type Messages, plural } from './messages.ts'

const minutes = plural('ru', { one: '# минуты', few: '# минут', many: '# минут', other: '# минуты' })
const hours = plural('ru', { one: '# часа', few: '# часов', many: '# часов', other: '# часа' })
const days = plural('ru', { one: '# дня', few: '# дней', many: '# дней', other: '# дня' })

export const ru = {
  greeting: (name) => (name === undefined ? 'Здравствуйте!' : `Здравствуйте, ${name}!`),
  footer: (shop) => `Это письмо отправлено от ${shop}.`,
  linkHelp: 'Если кнопка не работает, откройте этот адрес:',
  orderConfirmation: {
    subject: (order) => `Мы получили ваш заказ ${order}`,
    text: (order) => `Спасибо. Ваш заказ ${order} принят. Мы напишем ещё раз, когда он будет отправлен.`,
    items: plural('ru', { one: '# товар', few: '# товара', many: '# товаров', other: '# товара' }),
  },
  orderShipped: {
    subject: (order) => `Ваш заказ ${order} уже в пути`,
    text: (order) => `Эти товары из вашего заказа ${order} отправлены.`,
  },
  orderCancelled: {
    subject: (order) => `Ваш заказ ${order} отменён`,
    text: (order) => `Эти товары из вашего заказа ${order} отменены.`,
    refund: (amount) => `Мы вернём ${amount} тем же способом, которым вы платили.`,
  },
  viewOrder: 'Посмотреть заказ',
  trackParcel: 'Отследить посылку',
  passwordReset: {
    subject: 'Выберите новый пароль',
    text: (count) =>
      `Кто-то попросил новый пароль для вашей учётной записи. Ссылка действует один раз, в течение ${minutes(count)}.`,
    button: 'Выбрать новый пароль',
    otherwise: 'Если это были не вы, ничего не делайте: ваш пароль останется прежним.',
  },
  verifyEmail: {
    subject: 'Подтвердите свой адрес электронной почты',
    text: (count) =>
      `Подтвердите, что этот адрес ваш, и учётная запись будет готова. Ссылка действует в течение ${hours(count)}.`,
    button: 'Подтвердить адрес',
    otherwise: 'Если вы не регистрировались, ничего не делайте: учётная запись не появится.',
  },
  invitation: {
    subject: (shop) => `Вас приглашают работать в ${shop}`,
    text: (by, count) =>
      `${by === undefined ? 'Вас приглашают' : `Вас приглашает ${by}`} работать в магазине. Ссылка действует один раз, в течение ${days(count)}.`,
    button: 'Принять приглашение',
    otherwise: 'Если вы не знаете этот магазин, ничего не делайте.',
  },
  accountExists: {
    subject: 'У вас уже есть учётная запись',
    text: 'Кто-то пытался зарегистрироваться с вашим адресом, но у него уже есть учётная запись. Если это были вы, войдите или выберите новый пароль.',
    button: 'Войти',
    otherwise: 'Если это были не вы, ничего не делайте: ничего не изменилось.',
  },
  labels: {
    item: 'Товар',
    quantity: 'Количество',
    amount: 'Сумма',
    subtotal: 'Товары',
    discount: 'Скидка',
    shipping: 'Доставка',
    tax: 'Налог',
    taxIncluded: 'Включая налог',
    total: 'Итого',
    delivery: 'Способ доставки',
    deliverTo: 'Куда',
    carrier: 'Перевозчик',
    trackingNumber: 'Номер отслеживания',
  },
} satisfies Messages
