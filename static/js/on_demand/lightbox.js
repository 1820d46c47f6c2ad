// A picture of a message in front of the page, as large as that allows, with what it shows in
// words. The arrow keys go to the other pictures of the log. Loaded with the first.

import { loadStyles } from './later_styles.js'

const STEPS = { ArrowLeft: -1, ArrowRight: 1 }

export function createLightbox({ history, words }) {
  const root = history.ownerDocument
  const create = (name, parent, properties) => parent.appendChild(Object.assign(root.createElement(name), properties))
  const dialog = create('dialog', root.body, { className: 'lightbox' })
  const figure = create('figure', dialog)
  const caption = create('figcaption', figure, { dir: 'auto' })
  const button = (action, label, sign) => {
    const created = create('button', dialog, { type: 'button', className: action, title: label, textContent: sign })
    created.setAttribute('aria-label', label)
    return created
  }
  // The signs turn with the direction of the page.
  const close = button('close', words.closePicture, '×')
  const others = [button('previous', words.previousPicture, '‹'), button('next', words.nextPicture, '›')]
  let shown

  const pictures = () => [...history.querySelectorAll('.picture')]

  function show(link) {
    const { alt } = link.querySelector('img')
    shown = link
    // Another element: the one before would stay until this one is there.
    figure.querySelector('img')?.remove()
    const picture = root.createElement('img')
    picture.alt = alt
    picture.src = link.href
    figure.prepend(picture)
    caption.textContent = alt
    dialog.setAttribute('aria-label', alt)
    for (const other of others) other.hidden = pictures().length < 2
  }

  // Round and round. What is shown may have been removed.
  function go(step) {
    const all = pictures()
    const next = all[(all.indexOf(shown) + step + all.length) % all.length]
    if (next) show(next)
  }

  dialog.addEventListener('keydown', event => {
    const step = STEPS[event.key]
    if (!step) return
    event.preventDefault()
    go(dialog.matches(':dir(rtl)') ? -step : step)
  })
  dialog.addEventListener('click', ({ target }) => {
    const index = others.findIndex(other => other.contains(target))
    if (index >= 0) go(index ? 1 : -1)
    else if (close.contains(target) || !target.closest('img, figcaption')) dialog.close()
  })

  return {
    // Escape closes it, and the focus goes back: the browser's own.
    async open(link) {
      await loadStyles(root)
      show(link)
      if (!dialog.open) dialog.showModal()
    },
  }
}
