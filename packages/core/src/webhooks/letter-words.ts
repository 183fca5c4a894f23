import type { MailLanguage } from '../mail/index.ts'

export interface Words {
  readonly failing: {
    readonly subject: (host: string) => string
    readonly text: (host: string, until: string) => string
  }
  readonly disabled: { readonly subject: (host: string) => string; readonly text: (host: string) => string }
  readonly error: string
  readonly open: string
}

/** What staff are told about their webhooks, in every language of mails. */
export const WORDS: Readonly<Record<MailLanguage, Words>> = {
  en: {
    failing: {
      subject: (host) => `${host} takes no messages of the shop`,
      text: (host, until) =>
        `A webhook at ${host} has taken nothing for a day. Until ${until} the shop goes on trying; then it is disabled. What happens meanwhile is kept.`,
    },
    disabled: {
      subject: (host) => `The webhook at ${host} is disabled`,
      text: (host) =>
        `The webhook at ${host} took nothing for days, or said that it wants nothing any more. It gets no messages until somebody enables it; those that it missed can be sent again.`,
    },
    error: 'Last error',
    open: 'Look at the webhook',
  },
  uk: {
    failing: {
      subject: (host) => `${host} не приймає повідомлень крамниці`,
      text: (host, until) =>
        `Вебхук ${host} уже добу нічого не приймає. До ${until} крамниця пробуватиме далі, потім його буде вимкнено. Усе, що станеться тим часом, зберігається.`,
    },
    disabled: {
      subject: (host) => `Вебхук ${host} вимкнено`,
      text: (host) =>
        `Вебхук ${host} кілька днів нічого не приймав або відповів, що більше нічого не хоче. Він не отримує повідомлень, доки хтось його не ввімкне; пропущені можна надіслати знову.`,
    },
    error: 'Остання помилка',
    open: 'Переглянути вебхук',
  },
  pl: {
    failing: {
      subject: (host) => `${host} nie przyjmuje wiadomości sklepu`,
      text: (host, until) =>
        `Webhook ${host} od doby niczego nie przyjął. Do ${until} sklep będzie próbował dalej, potem zostanie on wyłączony. To, co się w tym czasie wydarzy, jest zachowane.`,
    },
    disabled: {
      subject: (host) => `Webhook ${host} jest wyłączony`,
      text: (host) =>
        `Webhook ${host} od kilku dni niczego nie przyjął albo odpowiedział, że niczego już nie chce. Nie dostaje wiadomości, dopóki ktoś go nie włączy; pominięte można wysłać ponownie.`,
    },
    error: 'Ostatni błąd',
    open: 'Zobacz webhook',
  },
  nl: {
    failing: {
      subject: (host) => `${host} neemt geen berichten van de winkel aan`,
      text: (host, until) =>
        `Een webhook bij ${host} heeft een dag lang niets aangenomen. Tot ${until} blijft de winkel het proberen; daarna wordt hij uitgeschakeld. Wat intussen gebeurt, blijft bewaard.`,
    },
    disabled: {
      subject: (host) => `De webhook bij ${host} is uitgeschakeld`,
      text: (host) =>
        `De webhook bij ${host} nam dagenlang niets aan, of zei dat hij niets meer wil. Hij krijgt geen berichten tot iemand hem inschakelt; wat hij miste kan opnieuw worden verstuurd.`,
    },
    error: 'Laatste fout',
    open: 'Bekijk de webhook',
  },
  ru: {
    failing: {
      subject: (host) => `${host} не принимает сообщения магазина`,
      text: (host, until) =>
        `Вебхук ${host} уже сутки ничего не принимает. До ${until} магазин будет пробовать дальше, затем он будет отключён. Всё, что произойдёт за это время, сохраняется.`,
    },
    disabled: {
      subject: (host) => `Вебхук ${host} отключён`,
      text: (host) =>
        `Вебхук ${host} несколько дней ничего не принимал или ответил, что больше ничего не хочет. Он не получает сообщений, пока кто-нибудь его не включит; пропущенные можно отправить снова.`,
    },
    error: 'Последняя ошибка',
    open: 'Посмотреть вебхук',
  },
}
