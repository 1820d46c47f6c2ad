// The rooms that this browser knows, as a dialog: a part of their page, in front of the room, with
// a field that narrows them down. Fetched each time, as what is new there changes.

import { loadStyles } from './later_styles.js'

const STEPS = { ArrowDown: 1, ArrowUp: -1 }

// Letters as they are searched for: without case and accents.
function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

// `link` leads to the page, `here` is the path of the room that is open.
export function createRoomSwitcher({ link, here }) {
  const root = link.ownerDocument
  const dialog = root.createElement('dialog')
  dialog.className = 'help-dialog'
  dialog.setAttribute('aria-label', link.getAttribute('aria-label'))
  root.body.append(dialog)

  const field = () => dialog.querySelector('[type=search]')
  const items = () => [...dialog.querySelectorAll('li')]
  const links = () => items().filter(item => !item.hidden).map(item => item.querySelector('a'))

  function filter() {
    const wanted = plain(field().value.trim())
    for (const item of items()) item.hidden = !plain(item.querySelector('a').textContent).includes(wanted)
    const notice = dialog.querySelector('.no-match')
    notice.textContent = links().length ? '' : notice.dataset.none
  }

  async function load() {
    const [answer] = await Promise.all([fetch(link.href), loadStyles(root)])
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    dialog.replaceChildren(page.getElementById('room-switcher'))
    for (const part of dialog.querySelectorAll('[hidden]')) part.hidden = false
    const current = dialog.querySelector(`li a[href="${here}"]`)
    if (!current) return
    current.setAttribute('aria-current', 'page')
    // What is new here is in view.
    current.parentElement.querySelector('.unread')?.remove()
  }

  dialog.addEventListener('input', filter)
  dialog.addEventListener('keydown', event => {
    const { key, target } = event
    const all = links()
    if (key === 'Enter' && target === field()) {
      event.preventDefault()
      all[0]?.click()
    }
    if (!STEPS[key]) return
    event.preventDefault()
    const next = all.indexOf(target) + STEPS[key]
    if (next < 0) field()?.focus()
    else all[Math.min(next, all.length - 1)]?.focus()
  })

  return {
    // Escape closes it, and the focus goes back: the browser's own.
    async open() {
      if (dialog.open) {
        dialog.close()
        return
      }
      await load()
      dialog.showModal()
      field()?.focus()
    },
  }
}
