// The page by keyboard, outside of the composer. In the log the arrows go from message to message,
// Home and End to the first and the last, Escape back to the composer: the log is one stop of the
// Tab key, however long it is. The question mark opens the help, the slash a search. Loaded with
// the first key.

import { areKeysOff, createHelp } from './help.js'
import { createSearch } from './search.js'

const MOVES = { ArrowUp: -1, ArrowDown: 1, Home: -Infinity, End: Infinity }

const isMessage = item => item.matches('.message')

function focus(item) {
  if (isMessage(item)) {
    item.tabIndex = -1
    // Otherwise some screen readers say only that it is an item of a list.
    const parts = ['head', 'body', 'files'].map(name => {
      const part = item.querySelector(`.${name}`)
      if (part) part.id ||= `${item.id}-${name}`
      return part?.id
    })
    item.setAttribute('aria-labelledby', parts.filter(Boolean).join(' '))
  }
  // At once: where the next key leads depends on what is in view.
  item.focus({ preventScroll: true })
  item.scrollIntoView({ block: 'nearest' })
}

// Goes where a key leads from an item of `all`. Returns where that is, or nothing if the browser
// should scroll.
export function nextItem(all, from, step, view) {
  const boxOf = item => item.getBoundingClientRect()
  const isInView = item => boxOf(item).bottom > view.top && boxOf(item).top < view.bottom
  if (step === -Infinity) return all.find(isMessage)
  if (step === Infinity) return all.at(-1)
  // Where the reader has scrolled to since.
  if (!from || !isInView(from)) {
    const inView = all.filter(isInView)
    return step < 0 ? inView.at(-1) : inView[0]
  }
  // The rest of a message that is taller than the view comes first.
  if (step < 0 ? boxOf(from).top < view.top - 1 : boxOf(from).bottom > view.bottom + 1) return undefined
  return all[all.indexOf(from) + step] ?? from
}

// `field` is the composer's, if there is one.
export function createKeyboard({ scroller, helpForm, searchForm, field }) {
  const help = createHelp({ form: helpForm })
  const search = createSearch({ form: searchForm })
  let current

  function onKeyInLog(event) {
    if (event.key === 'Escape') {
      field?.focus()
      return
    }
    const step = MOVES[event.key]
    if (!step) return
    // The links to what came before and after are among them.
    const all = [...scroller.querySelectorAll(':is(.earlier, .later) a, .message')]
    const from = event.target.closest('.message, :is(.earlier, .later) a') ?? current
    const next = nextItem(all, all.includes(from) && from, step, scroller.getBoundingClientRect())
    if (!next) return
    event.preventDefault()
    current = next
    focus(next)
  }

  return function handle(event) {
    const { target, key } = event
    if (target === helpForm) help.open()
    if (target === searchForm) search.open()
    if (event.ctrlKey || event.altKey || event.metaKey) return
    // On an Arabic keyboard too.
    const opened = { '?': help, '؟': help, '/': search }[key]
    if (opened) areKeysOff() || opened.open()
    else if (!event.shiftKey && scroller.contains(target)) onKeyInLog(event)
  }
}
