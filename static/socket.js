// Natter's htmx extension: one WebSocket that comes back by itself, and the swap style "upsert".
// Frames are HTML in <hx-partial> envelopes; htmx puts them where they say.
(() => {
  const FIRST = 1000, CAP = 30000   // ms: the first wait before a retry, the longest
  const BEAT = 15000                // ms between heartbeats
  const SILENCE = 35000, SOON = 10000   // ms: after so much of it a link is dead; for an answer that should be quick
  const ACK = 131072                // characters: after so many the room is told that we are still reading

  // Each element takes the place of the one with its id, so what comes twice is there once. Without one, a message
  // goes before those with higher numbers (and nowhere, if it is from before the first), the rest to the end.
  const number = ({ id }) => id[0] == 'm' ? +id.slice(1) : NaN
  htmx.registerExtension('natter', {
    handle_swap(style, target, fragment) {
      if (style != 'upsert') return
      const elements = [...fragment.children]
      for (const element of elements) {
        const old = element.id && document.getElementById(element.id)
        if (old) { old.replaceWith(element); continue }
        let next = null, here = number(element) && target.lastElementChild
        for (; here && !(number(here) < number(element)); here = here.previousElementSibling) if (number(here)) next = here
        if (here || !next) target.insertBefore(element, next)
      }
      return elements.filter(element => element.isConnected)
    },
  })

  const bar = document.querySelector('[data-socket]')
  if (!bar) return
  const status = document.getElementById('connection')
  const countdown = bar.querySelector('.wait')
  const again = bar.querySelector('[data-do=reconnect]')
  const url = location.origin.replace('http', 'ws') + bar.dataset.socket
  let since = bar.dataset.version, taken, socket, tries = 0, retryAt, timer, beat, patience

  function show(state, words) {
    if (bar.dataset.state != state) document.dispatchEvent(new Event('natter:' + (bar.dataset.state = state)))
    if (status.textContent != words) status.textContent = words
    again.hidden = state != 'waiting'
    countdown.textContent = ''
  }

  function connect() {
    clearTimeout(timer)
    if (socket) return
    if (!tries) show('connecting', 'connecting')
    const ours = socket = new WebSocket(`${url}?v=1&since=${since}`)
    taken = 0
    ours.onopen = ping
    ours.onmessage = ({ data }) => ours == socket && receive(data)
    ours.onclose = ({ code, reason }) => ours == socket && lost(code, reason)
    expect(SOON * 2)
  }

  // The next heartbeat is set by the answer to the last: browsers slow down timers that set each other in hidden tabs.
  function receive(frame) {
    tries = 0
    expect(SILENCE)
    if (frame == 'pong') {
      clearTimeout(beat)
      beat = setTimeout(ping, BEAT)
    } else {
      htmx.swap({ text: frame, sourceElement: bar, target: bar, swap: 'none' })
      for (const [, version] of frame.matchAll(/ data-version="(\d+)">/g)) since = version
      for (taken += frame.length; taken >= ACK; taken -= ACK) socket.send('ack')
      show('live', 'live')
    }
  }

  function lost(code, reason) {
    socket = null
    clearTimeout(beat)
    clearTimeout(patience)
    if (code >= 4000) return show('gone', reason || 'closed')   // 4000 and up: do not come back
    retryAt = Date.now() + Math.random() * Math.min(CAP, FIRST * 2 ** tries++)
    show('waiting', navigator.onLine ? 'reconnecting' : 'offline')
    count()
  }

  function count() {
    const left = retryAt - Date.now()
    if (left <= 0) return connect()
    countdown.textContent = left > 1000 ? `in ${Math.ceil(left / 1000)} s` : ''
    timer = setTimeout(count, Math.min(left, 1000))
  }

  // Does not wait for a close that a dead link will never deliver.
  function drop() {
    const dead = socket
    lost(1006)
    dead.close()
  }

  function expect(within) {
    clearTimeout(patience)
    patience = setTimeout(drop, within)
  }

  const ping = () => socket.send('ping')

  // Back from sleep, from the back/forward cache, from another network: find out at once.
  function wake() {
    if (bar.dataset.state == 'gone' || document.hidden) return
    if (!socket) return connect()
    if (socket.readyState != 1) return
    expect(SOON)
    ping()
  }

  again.onclick = connect
  addEventListener('online', wake)
  addEventListener('pageshow', wake)
  document.addEventListener('visibilitychange', wake)
  document.addEventListener('natter:send', ({ detail }) => socket?.readyState == 1 && socket.send(detail))
  connect()
})()
