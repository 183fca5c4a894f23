import { shelf } from '../authoring.ts'
import { netWeight, pick } from '../options/index.ts'

const PER_KILOGRAM = { unit: 'g', per: 1000 } as const

export const wax = shelf({
  category: 'wax',
  sheets: [
    {
      number: 701,
      sku: 'WAX-BLK',
      handle: 'beeswax-block',
      title: {
        en: 'Beeswax block',
        uk: 'Бджолиний віск у бруску',
        pl: 'Wosk pszczeli w bloku',
        nl: 'Bijenwas in blok',
        ru: 'Пчелиный воск в бруске',
      },
      subtitle: {
        en: 'Filtered three times, smelling of summer',
        uk: 'Тричі фільтрований, із запахом літа',
        pl: 'Trzykrotnie filtrowany, pachnie latem',
        nl: 'Drie keer gefilterd, met de geur van de zomer',
        ru: 'Трижды фильтрованный, с запахом лета',
      },
      description: {
        en: 'Cappings wax from our own extraction, melted over water and filtered through cotton. Nothing is bleached, so the colour runs from lemon to gold. For candles, polish, creams and leather.',
        uk: 'Забрусовий віск від власної відкачки, розтоплений на воді й проціджений крізь бавовну. Його не вибілюють, тому колір буває від лимонного до золотого. Для свічок, мастики, кремів і шкіри.',
        pl: 'Wosk z odsklepin z naszego miodobrania, topiony nad wodą i filtrowany przez bawełnę. Nie jest bielony, więc kolor waha się od cytrynowego po złoty. Do świec, pasty, kremów i skóry.',
        nl: 'Zegelwas van onze eigen oogst, boven water gesmolten en door katoen gefilterd. Niets is gebleekt, dus de kleur loopt van citroen tot goud. Voor kaarsen, boenwas, crèmes en leer.',
        ru: 'Забрусный воск от собственной откачки, растопленный на воде и процеженный сквозь хлопок. Его не отбеливают, поэтому цвет бывает от лимонного до золотого. Для свечей, мастики, кремов и кожи.',
      },
      attributes: { material: ['beeswax'], season: ['autumn', 'winter'], origin: 'poland', 'food-safe': true },
      size: [120, 80, 55],
      options: [pick({ option: netWeight, values: ['500g', '1000g'] })],
      unit: PER_KILOGRAM,
      variants: {
        '500g': { grams: 520, net: 500, price: [39.9, 10.3, 365], stock: [90, 14, 16, 12, 10, 8] },
        '1000g': { grams: 1030, net: 1000, price: [74.9, 19.2, 689], stock: [60, 8, 9, 8, 6, 3] },
      },
      art: { shape: 'wax-block', palette: 'beeswax' },
    },
    {
      number: 702,
      sku: 'WAX-PAS',
      handle: 'wax-pastilles',
      title: {
        en: 'Beeswax pastilles, white',
        uk: 'Білий бджолиний віск у гранулах',
        pl: 'Wosk pszczeli biały w pastylkach',
        nl: 'Witte bijenwas in korrels',
        ru: 'Белый пчелиный воск в гранулах',
      },
      subtitle: {
        en: 'Easy to weigh, quick to melt',
        uk: 'Легко відважити, швидко розтопити',
        pl: 'Łatwo odważyć, szybko roztopić',
        nl: 'Makkelijk af te wegen, snel gesmolten',
        ru: 'Легко отвесить, быстро растопить',
      },
      description: {
        en: 'Sun-bleached wax without colour or strong scent, for salves, lip balm and wax cloths. The beads melt evenly at 63 °C and dose to the gram. Packed in a paper bag that closes again.',
        uk: 'Вибілений сонцем віск без барви й різкого запаху — для мазей, бальзамів для губ і воскових серветок. Гранули рівно тануть за 63 °C і дозуються до грама. У паперовому пакеті, який знову закривається.',
        pl: 'Wosk bielony słońcem, bez barwy i mocnego zapachu, do maści, balsamów do ust i woskowijek. Pastylki topią się równo w 63 °C i dają się odmierzyć co do grama. W papierowej torebce do ponownego zamykania.',
        nl: 'Zongebleekte was zonder kleur of sterke geur, voor zalf, lippenbalsem en bijenwasdoeken. De korrels smelten gelijkmatig bij 63 °C en zijn op de gram te doseren. In een hersluitbare papieren zak.',
        ru: 'Отбеленный солнцем воск без цвета и резкого запаха — для мазей, бальзамов для губ и восковых салфеток. Гранулы ровно плавятся при 63 °C и дозируются до грамма. В бумажном пакете, который снова закрывается.',
      },
      attributes: { material: ['beeswax'], season: ['autumn', 'winter'], origin: 'netherlands', 'food-safe': true },
      options: [pick({ option: netWeight, values: ['250g', '1000g'] })],
      unit: PER_KILOGRAM,
      variants: {
        '250g': { grams: 265, net: 250, price: [27.9, 7.2, 259], stock: [64, 9, 10, 8, 14, 5] },
        '1000g': { grams: 1030, net: 1000, price: [94.9, 23.9, 879], stock: [32, 3, 4, 3, 6, 0] },
      },
      art: { shape: 'wax-pastilles', palette: 'ivory' },
    },
  ],
})
