// A search of the room as a dialog: a part of its page, in front of the room. What is found is
// shown while somebody types. Loaded with the first search.

import { loadStyles } from './later_styles.js'

// A word takes longer to type than this, so it is asked for once.
const PAUSE_MS = 250

// `form` leads to the page.
export function createSearch({ form }) {
  const root = form.ownerDocument
  const { defaultView } = root
  let dialog, pause, asked

  // The part of a page that is shown here. None of one that says why there is none.
  async function load(address) {
    const answer = await fetch(address)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    return page.getElementById('search')
  }

  // Only the last answer is shown, in whichever order they come.
  async function show(address) {
    asked = address
    const part = await load(address).catch(() => undefined)
    const results = part?.querySelector('#search-results')
    if (!results || asked !== address) return
    dialog.querySelector('#search-results').replaceWith(results)
    dialog.querySelector('#q-problem')?.remove()
    const problem = part.querySelector('#q-problem')
    if (problem) dialog.querySelector('.field').append(problem)
  }

  function ask() {
    clearTimeout(pause)
    const { value } = dialog.querySelector('#q')
    return show(value.trim() ? `${form.action}?q=${encodeURIComponent(value)}` : form.action)
  }

  function onClick(event) {
    const link = event.target.closest('a')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    const message = link.hash && root.getElementById(link.hash.slice(1))
    if (!link.hash) {
      event.preventDefault()
      show(link.href)
    } else if (message) {
      // It is in the log behind this.
      event.preventDefault()
      dialog.close()
      defaultView.location.hash = link.hash
    }
  }

  async function create() {
    const [part] = await Promise.all([load(form.action), loadStyles(root)])
    dialog = root.createElement('dialog')
    dialog.className = 'help-dialog'
    dialog.setAttribute('aria-label', form.querySelector('button').getAttribute('aria-label'))
    dialog.append(part)
    dialog.addEventListener('input', () => {
      clearTimeout(pause)
      pause = setTimeout(ask, PAUSE_MS)
    })
    dialog.addEventListener('submit', event => {
      event.preventDefault()
      ask()
    })
    dialog.addEventListener('click', onClick)
    root.body.append(dialog)
  }

  return {
    // Escape closes it, and the focus goes back: the browser's own.
    async open() {
      try {
        if (!dialog) await create()
      } catch {
        // What cannot be shown here is a page.
        form.submit()
        return
      }
      if (!dialog.open) dialog.showModal()
      dialog.querySelector('#q').select()
    },
  }
}
