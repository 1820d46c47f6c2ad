// A log that has got long: its first messages leave while the reader is at its end, and the way to
// earlier messages leads to them. So work for an arrival does not grow with what has been said.

// Takes from the beginning of a list what is too much, below the line of the day. Keeps what is
// selected, or has the focus. Returns the first message if another one was.
export function trim(list, limit) {
  const { activeElement } = list.ownerDocument
  const selection = list.ownerDocument.getSelection()
  const isMessage = element => element.matches('.message')
  const isUsed = element =>
    element.contains(activeElement) || (!selection.isCollapsed && selection.containsNode(element, true))
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

// `process(element)` makes htmx know the way to the messages before `first`.
export function createTrimmer({ limit, label, process, onTrimmed }) {
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

  return list => {
    const before = list.previousElementSibling
    // Whoever is about to fetch earlier ones does so.
    if (before?.contains(list.ownerDocument.activeElement)) return
    const first = trim(list, limit)
    if (!first?.matches('.message')) return
    onTrimmed(first)
    before?.remove()
    // A new one, as an answer to the old one would not reach up to here.
    const earlier = createLink(first)
    list.before(earlier)
    process(earlier)
  }
}
