import { SHOP, SHOP_NAME } from '../../seed/index.ts'

/** Pages of words alone: what a shop tells about itself. */
export const texts = {
  about: {
    title: 'About us',
    parts: [
      {
        title: 'A shop that was made up',
        text: `${SHOP_NAME} is named after the linden tree, in the languages of the people who would shop here. It sells everything between the first hive and the last jar of honey, from a warehouse in Poznań and shops in Kyiv, Lviv, Kraków and Utrecht. None of it exists: every product, price and picture was invented, and every picture is drawn by code.`,
      },
      {
        title: 'What it is for',
        text: 'It shows a whole shop that is built on the public doors of Vitrine and nothing else: the same interface that is described under “For developers” at the foot of every page.',
      },
      { title: 'Write to us', text: `Mail to ${SHOP.email} reaches nobody, since example.com belongs to nobody.` },
    ],
  },
  delivery: {
    title: 'Delivery and returns',
    parts: [
      {
        title: 'Delivery',
        text: 'Parcels up to 30 kg come by courier or to a parcel locker. Hives and extractors come by pallet from the warehouse; the driver calls before. What it costs is shown in the checkout before you order, and from a certain value of the goods on it is free.',
      },
      {
        title: 'Pickup',
        text: 'Most goods can be fetched in one of our shops, for nothing. Bees and queens are only handed over in person.',
      },
      {
        title: 'Returns',
        text: 'You may send goods back within 30 days, for any reason. Honey and other food only unopened, bees not at all.',
      },
    ],
  },
  privacy: {
    title: 'Privacy',
    parts: [
      {
        title: 'What we keep',
        text: 'Your cart, the country and the language that you chose, each in a cookie that no other site can read. With an order: your name, address and e-mail, because we need them to send it. Nothing else, and nobody else gets it.',
      },
      {
        title: 'What we do not do',
        text: 'No tracking, no advertising, nothing loaded from other sites. That is why no banner asks you anything.',
      },
    ],
  },
} as const

export type TextPage = keyof typeof texts
