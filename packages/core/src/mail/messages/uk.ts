import { type Messages, plural } from './messages.ts'

const minutes = plural('uk', { one: '# хвилини', few: '# хвилин', many: '# хвилин', other: '# хвилини' })
const hours = plural('uk', { one: '# години', few: '# годин', many: '# годин', other: '# години' })
const days = plural('uk', { one: '# дня', few: '# днів', many: '# днів', other: '# дня' })

export const uk = {
  greeting: (name) => (name === undefined ? 'Вітаємо!' : `Вітаємо, ${name}!`),
  footer: (shop) => `Цей лист надіслано від ${shop}.`,
  linkHelp: 'Якщо кнопка не працює, відкрийте цю адресу:',
  orderConfirmation: {
    subject: (order) => `Ми отримали ваше замовлення ${order}`,
    text: (order) => `Дякуємо. Ваше замовлення ${order} прийнято. Ми напишемо ще раз, коли його буде відправлено.`,
    items: plural('uk', { one: '# товар', few: '# товари', many: '# товарів', other: '# товару' }),
  },
  orderShipped: {
    subject: (order) => `Ваше замовлення ${order} вже в дорозі`,
    text: (order) => `Ці товари з вашого замовлення ${order} відправлено.`,
  },
  orderCancelled: {
    subject: (order) => `Ваше замовлення ${order} скасовано`,
    text: (order) => `Ці товари з вашого замовлення ${order} скасовано.`,
    refund: (amount) => `Ми повернемо ${amount} тим самим способом, яким ви платили.`,
  },
  viewOrder: 'Переглянути замовлення',
  trackParcel: 'Відстежити посилку',
  passwordReset: {
    subject: 'Оберіть новий пароль',
    text: (count) =>
      `Хтось попросив новий пароль для вашого облікового запису. Посилання діє один раз, протягом ${minutes(count)}.`,
    button: 'Обрати новий пароль',
    otherwise: 'Якщо це були не ви, нічого не робіть: ваш пароль залишиться без змін.',
  },
  verifyEmail: {
    subject: 'Підтвердьте свою електронну адресу',
    text: (count) =>
      `Підтвердьте, що ця адреса ваша, і обліковий запис буде готовий. Посилання діє протягом ${hours(count)}.`,
    button: 'Підтвердити адресу',
    otherwise: 'Якщо ви не реєструвалися, нічого не робіть: обліковий запис не буде створено.',
  },
  invitation: {
    subject: (shop) => `Вас запрошено працювати в ${shop}`,
    text: (by, count) =>
      `${by === undefined ? 'Вас запрошено' : `Вас запрошує ${by}`} працювати в магазині. Посилання діє один раз, протягом ${days(count)}.`,
    button: 'Прийняти запрошення',
    otherwise: 'Якщо ви не знаєте цього магазину, нічого не робіть.',
  },
  accountExists: {
    subject: 'У вас уже є обліковий запис',
    text: 'Хтось намагався зареєструватися з вашою адресою, але вона вже має обліковий запис. Якщо це були ви, увійдіть або оберіть новий пароль.',
    button: 'Увійти',
    otherwise: 'Якщо це були не ви, нічого не робіть: нічого не змінено.',
  },
  labels: {
    item: 'Товар',
    quantity: 'Кількість',
    amount: 'Сума',
    subtotal: 'Разом за товари',
    discount: 'Знижка',
    shipping: 'Доставка',
    tax: 'Податок',
    taxIncluded: 'Зокрема податок',
    total: 'До сплати',
    delivery: 'Спосіб доставки',
    deliverTo: 'Куди',
    carrier: 'Перевізник',
    trackingNumber: 'Номер відстеження',
  },
} satisfies Messages
