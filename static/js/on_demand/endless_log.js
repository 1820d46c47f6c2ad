// The log as an endless page: earlier messages come as one nears its beginning, and later ones as
// one nears the end of an old part, by the links that lead there without a script. What is far from
// what is read leaves the page, and a link leads to it: so it comes back, and work for an arrival
// does not grow with what has been said. The message that is read stays where it is.

const NEAR_NEWEST_PX = 40
// So far from the end of what is there the next part is fetched.
const NEAR_END = '800px 0px'
const ROUNDING_PX = 2
const MAX_ITEMS = 300
// At its end a log is shorter, as each item costs at each arrival; and so many leave at a time that
// few arrivals pay for it.
const MAX_LIVE_ITEMS = 200
const TRIMMED_LIVE_ITEMS = 120

const isMessage = element => element.matches('.message')
const seqOf = message => Number(message.id.slice(1))

// Takes from a side of a list what is too much: at the beginning below the line of the day, at the
// end with the lines that are left there. Keeps what is selected, and what has the focus while the
// page is not too long for that. Returns the outermost item that is left, if another one was.
export function trim(list, side, limit) {
  const isFirst = side === 'earlier'
  const { activeElement } = list.ownerDocument
  const selection = list.ownerDocument.getSelection()
  // Asked for once: each time, a page that has changed is laid out for the answer.
  const selected = selection.isCollapsed ? null : selection.getRangeAt(0)
  const nextOf = element => (isFirst ? element.nextElementSibling : element.previousElementSibling)
  let hasChanged = false
  let count = list.children.length
  if (count <= limit) return null
  const isUsed = element =>
    (count <= MAX_ITEMS && element.contains(activeElement)) || selected?.intersectsNode(element)
  let line = null
  let next = isFirst ? list.firstElementChild : list.lastElementChild
  while (next && (count > limit || !isMessage(next))) {
    if (isUsed(next)) break
    const item = next
    next = nextOf(item)
    if (isFirst && item.matches('.day') && next) {
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

// `labels` are the words of the links. `format(messages)` shows their times and days; `arrived()`
// is the place of the last message that came while later ones were missing; `onShown()` is told
// once there are others.
export function createEndlessLog({ history, scroller, labels, format, arrived, onShown }) {
  const root = history.ownerDocument
  // Messages that changed while the part that they are in was on its way.
  const changed = new Map()
  let isLoading = false
  let loading
  let anchor
  let top

  const list = () => history.querySelector('.log')
  const wayOf = side => root.getElementById(side)
  const messages = () => [...list().children].filter(isMessage)
  const isAtEnd = () => scroller.scrollTop > -NEAR_NEWEST_PX && !wayOf('later')

  // Begins anew after each change: an end that is still near is told of again.
  const watcher = new IntersectionObserver(
    entries => {
      const near = entries.find(entry => entry.isIntersecting)
      if (near) load(near.target.id)
    },
    { root: scroller, rootMargin: NEAR_END },
  )
  function watch() {
    watcher.disconnect()
    for (const side of ['earlier', 'later']) if (wayOf(side)) watcher.observe(wayOf(side))
  }

  function setWay(side, href) {
    const way = wayOf(side) ?? root.createElement('p')
    way.id = way.className = side
    const link = way.firstElementChild ?? way.appendChild(root.createElement('a'))
    link.setAttribute('href', href)
    link.textContent = labels[side]
    if (way.isConnected) return
    if (side === 'earlier') list().before(way)
    else list().after(way)
  }

  // To what came in its place, if the focus was on the link.
  function removeWay(side, neighbour) {
    const way = wayOf(side)
    const hadFocus = way.contains(root.activeElement)
    way.remove()
    if (!hadFocus || !neighbour) return
    neighbour.tabIndex = -1
    neighbour.focus({ preventScroll: true })
  }

  // Of the first message in view, which may begin above it.
  function remember() {
    const { top: edge } = scroller.getBoundingClientRect()
    anchor = messages().find(message => message.getBoundingClientRect().bottom > edge + 1)
    top = anchor && anchor.getBoundingClientRect().top - edge
  }

  function restore() {
    if (!anchor?.isConnected) return
    scroller.scrollTop += anchor.getBoundingClientRect().top - scroller.getBoundingClientRect().top - top
  }

  function keepPlace(change) {
    remember()
    // At the ends browsers would keep the place of a link instead.
    scroller.style.overflowAnchor = 'none'
    change()
    restore()
    // A browser that has chosen what stays in its place moves the rest with the next picture.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        scroller.style.overflowAnchor = ''
      }),
    )
  }

  function cut(side, limit) {
    const edge = trim(list(), side, limit)
    if (!edge || !isMessage(edge)) return
    const seq = seqOf(edge)
    if (side === 'earlier') {
      format([edge])
      setWay(side, `?before=${seq}`)
    } else setWay(side, `?after=${seq}`)
  }

  async function fetchPart(href) {
    isLoading = true
    changed.clear()
    const answer = await fetch(href).catch(() => null)
    const text = answer?.ok && (await answer.text().catch(() => ''))
    isLoading = false
    return text ? new DOMParser().parseFromString(text, 'text/html').querySelector('#history') : null
  }

  // What changed since it was sent is newer than what it brings.
  function latest(items) {
    return items.map(item => changed.get(item.id) ?? item)
  }

  // Of the later messages not all are here that the page was told of.
  function setLater(way, last) {
    if (way) setWay('later', way.getAttribute('href'))
    else if (last && arrived() > seqOf(last)) setWay('later', `?after=${seqOf(last)}`)
    else return false
    return true
  }

  async function load(side) {
    const link = wayOf(side)?.firstElementChild
    if (!link || isLoading) return
    const href = link.getAttribute('href')
    loading = fetchPart(href)
    const part = await loading
    // Another list, or another part of it, has come meanwhile.
    if (!part || !link.isConnected || link.getAttribute('href') !== href) return
    const isFirst = side === 'earlier'
    const edge = messages().at(isFirst ? 0 : -1)
    const isBeyond = item => !isMessage(item) || (isFirst ? seqOf(item) < seqOf(edge) : seqOf(item) > seqOf(edge))
    const items = latest([...(part.querySelector('.log')?.children ?? [])].filter(isBeyond))
    const found = items.filter(isMessage)
    keepPlace(() => {
      // What is read keeps its head, and so its height.
      if (isFirst && edge === anchor) edge.classList.remove('continues')
      if (isFirst) list().prepend(...items)
      else list().append(...items)
      format(found)
      const way = part.querySelector(`#${side} a`)
      if (isFirst && way) setWay(side, way.getAttribute('href'))
      else if (isFirst || !setLater(way, found.at(-1) ?? edge)) removeWay(side, found.at(isFirst ? -1 : 0))
      cut(isFirst ? 'later' : 'earlier', MAX_ITEMS)
    })
    onShown()
    // Or it would ask for nothing again and again.
    if (found.length) watch()
  }

  // Shows the newest messages in the place of an old part.
  async function toNewest() {
    if (isLoading) await loading
    const part = await fetchPart(root.location.pathname)
    const log = part && part.querySelector('.log')
    if (!log) return
    log.replaceChildren(...latest([...log.children]))
    history.replaceChildren(...part.children)
    setLater(null, messages().at(-1))
    format(messages())
    scroller.scrollTop = 0
    onShown()
    watch()
  }

  function shorten() {
    const { length } = list().children
    if (isAtEnd()) {
      // Whoever is about to fetch earlier ones does so.
      if (length <= MAX_LIVE_ITEMS || wayOf('earlier')?.contains(root.activeElement)) return
      cut('earlier', TRIMMED_LIVE_ITEMS)
      scroller.scrollTop = 0
    } else if (length > MAX_ITEMS) {
      keepPlace(() => {
        const isBelow = messages().indexOf(anchor) > MAX_ITEMS / 2
        cut(isBelow ? 'earlier' : 'later', MAX_LIVE_ITEMS)
      })
    } else return
    watch()
  }

  // A keyboard on the screen, or another size of the page, leaves what is read in its place.
  new ResizeObserver(() => {
    if (!isAtEnd()) restore()
    remember()
  }).observe(scroller)
  scroller.addEventListener('scroll', () => {
    shorten()
    // What was measured is some part of a pixel off, and only at its very end a view follows.
    if (scroller.scrollTop > -ROUNDING_PX && isAtEnd()) scroller.scrollTop = 0
    remember()
  })
  // All of it may come anew.
  new MutationObserver(watch).observe(history, { childList: true })
  watch()
  remember()

  return {
    load,
    shorten,
    toNewest,

    noteChange(element) {
      if (isLoading) changed.set(element.id, element)
    },
  }
}
