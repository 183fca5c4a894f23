import { hydrate } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { en } from '../../shared/messages/en.ts'
import { BuyBox, type BuyBoxData, type BuyVariant } from '../product/buy-box.tsx'
import { chosenWith } from '../product/choice.ts'
import { submitToCart } from './cart-events.ts'

interface LiveProps {
  readonly data: BuyBoxData
  readonly first: BuyVariant
}

/** Price, picture, stock and address change together with the choice; adding opens the drawer. */
function LiveBuyBox({ data, first }: LiveProps) {
  const [selected, select] = useState(first)
  const [isBusy, setBusy] = useState(false)
  // The first render has to be the HTML of the page; what only works with a script comes with the second.
  const [isLive, setLive] = useState(false)
  useEffect(() => setLive(true), [])
  const choose = (at: number, value: string) => {
    const next = chosenWith(data.variants, { from: selected.choice, at, value })
    if (next === undefined) return
    select(next)
    showPicture(next)
    history.replaceState(history.state, '', `${data.page}?variant=${encodeURIComponent(next.sku)}`)
  }
  const add = (form: HTMLFormElement) => {
    setBusy(true)
    void submitToCart(form, { opens: true })
      .then((done) => done || form.submit())
      .finally(() => setBusy(false))
  }
  const live = isLive ? { onChoose: choose, onAdd: add } : {}
  return <BuyBox t={en} data={data} selected={selected} isBusy={isBusy} {...live} />
}

function showPicture({ picture }: BuyVariant): void {
  const main = document.querySelector<HTMLImageElement>('.gallery-strip .is-main')
  if (main === null || picture === null) return
  main.removeAttribute('srcset')
  main.src = picture.src
  main.alt = picture.alt
  document.querySelector('.gallery-thumbs img')?.setAttribute('src', picture.src)
}

export default function mount(
  element: HTMLElement,
  props: { readonly data: BuyBoxData; readonly selected: string },
): void {
  const first = props.data.variants.find(({ sku }) => sku === props.selected)
  if (first !== undefined) hydrate(<LiveBuyBox data={props.data} first={first} />, element)
}
