// A log that has got long, or is read further up. At its end the first messages leave, and the way
// to earlier messages leads to them: so work for an arrival does not grow with what has been said.
// Further up, the first message in view stays where it is when the size of the page changes, as by
// a keyboard on the screen.

const NEAR_NEWEST_PX = 40
const MAX_ITEMS = 200
// So many at a time leave that few arrivals pay for it.
const TRIMMED_ITEMS = 120

// Takes from the beginning of a list what is too much, below the line of the day. Keeps what is
// selected, or has the focus. Returns the first message if another one was.
export function trim(list, limit) {
  const { activeElement } = list.ownerDocument
  const selection = list.ownerDocument.getSelection()
  // Asked for once: each time, a page that has changed is laid out for the answer.
  const selected = selection.isCollapsed ? null : selection.getRangeAt(0)
  const isMessage = element => element.matches('.message')
  const isUsed = element => element.contains(activeElement) || selected?.intersectsNode(element)
  let hasChanged = false
  let count = list.children.length
  let line = null
  let next = list.firstElementChild
  while (next && (count > limit || !isMessage(next))) {
    if (isUsed(next)) break
    const item = next
    next = item.nextElementSibling
    if (item.matches('.day') && next) {
      line?.remove()
      line = item
    } else {
      item.remove()
      hasChanged = true
    }
    count -= 1
  }
  return hasChanged ? next : null
}

// `process(element)` makes htmx know a link, `format(messages)` draws the line of their day.
export function createLongLog({ history, scroller, label, process, format }) {
  const isAtEnd = () => scroller.scrollTop > -NEAR_NEWEST_PX
  let anchor
  let top

  function createLink(first) {
    const link = first.ownerDocument.createElement('a')
    link.href = `?before=${first.id.slice(1)}`
    link.textContent = label
    const earlier = first.ownerDocument.createElement('p')
    earlier.id = 'earlier'
    earlier.className = 'earlier'
    earlier.append(link)
    return earlier
  }

  function shorten() {
    const list = history.lastElementChild
    const before = list.previousElementSibling
    // Whoever is about to fetch earlier ones does so.
    if (list.children.length <= MAX_ITEMS || !isAtEnd() || before?.contains(list.ownerDocument.activeElement)) return
    const first = trim(list, TRIMMED_ITEMS)
    if (!first?.matches('.message')) return
    format([first])
    before?.remove()
    // A new one, as an answer to the old one would not reach up to here.
    const earlier = createLink(first)
    list.before(earlier)
    process(earlier)
  }

  function remember() {
    const box = scroller.getBoundingClientRect()
    const found = scroller.ownerDocument.elementFromPoint(box.left + box.width / 2, box.top + 1)
    anchor = found?.closest('.scroller li')
    if (anchor?.getBoundingClientRect().top < box.top) anchor = anchor.nextElementSibling ?? anchor
    top = anchor && anchor.getBoundingClientRect().top - box.top
  }

  new ResizeObserver(() => {
    if (anchor?.isConnected && !isAtEnd()) {
      scroller.scrollTop += anchor.getBoundingClientRect().top - scroller.getBoundingClientRect().top - top
    }
    remember()
  }).observe(scroller)
  scroller.addEventListener('scroll', () => {
    shorten()
    remember()
  })
  remember()

  return { shorten }
}
