// The htmx swap style `upsert`: what comes twice is in the page once, and messages stand in order.

// Of a message, whose id is `m{seq}`; otherwise NaN.
function seqOf(element) {
  return element.id.startsWith('m') ? Number(element.id.slice(1)) : NaN
}

// Puts a message where its number belongs, anything else at the end. Leaves out one before the
// first: a gap would be between them.
export function insertInOrder(list, element) {
  const seq = seqOf(element)
  let next = null
  if (seq) {
    let sibling = list.lastElementChild
    while (sibling && !(seqOf(sibling) < seq)) {
      if (seqOf(sibling)) next = sibling
      sibling = sibling.previousElementSibling
    }
    if (!sibling && next) return
  }
  list.insertBefore(element, next)
}

export function upsert(target, fragment) {
  const elements = [...fragment.children]
  for (const element of elements) {
    const existing = element.id && target.ownerDocument.getElementById(element.id)
    if (existing) existing.replaceWith(element)
    else insertInOrder(target, element)
  }
  return elements.filter(element => element.isConnected)
}

export function registerUpsertSwap(htmx) {
  htmx.registerExtension('natter', {
    handle_swap(style, target, fragment) {
      return style === 'upsert' ? upsert(target, fragment) : undefined
    },
  })
}
