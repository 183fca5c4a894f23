/** What a script does with its part of the page. */
type Mount = (element: HTMLElement, props: never) => void

const scripts: Readonly<Record<string, () => Promise<{ readonly default: Mount }>>> = {
  'buy-box': () => import('./buy-box.tsx'),
  cart: () => import('./cart.ts'),
  filters: () => import('./filters.ts'),
  search: () => import('./search.ts'),
}

/** Waits until a part of the page is needed: at once, when it is seen, when somebody touches it. */
function needed(element: HTMLElement, when: string | null): Promise<void> {
  return new Promise((resolve) => {
    if (when === 'interact')
      for (const event of ['pointerover', 'focusin', 'touchstart'])
        element.addEventListener(event, () => resolve(), { once: true, passive: true })
    else if (when === 'visible') {
      const observer = new IntersectionObserver(([entry]) => {
        if (entry?.isIntersecting !== true) return
        observer.disconnect()
        resolve()
      })
      observer.observe(element)
    } else resolve()
  })
}

/** `data-hydrated` says that the script has taken over; a part whose script fails stays the HTML that it was. */
class Island extends HTMLElement {
  async connectedCallback() {
    const name = this.getAttribute('name') ?? ''
    const load = scripts[name]
    if (load === undefined || this.dataset.hydrated !== undefined) return
    await needed(this, this.getAttribute('when'))
    try {
      const { default: mount } = await load()
      mount(this, JSON.parse(this.getAttribute('props') ?? '{}') as never)
      this.dataset.hydrated = ''
    } catch (error) {
      console.error(`The island ${name} did not start.`, error)
    }
  }
}

customElements.define('x-island', Island)
