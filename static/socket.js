// A WebSocket that comes back by itself, and the swap style "upsert".
(() => {
  const FIRST = 1000, CAP = 30000, EACH = 4   // ms: first wait, longest, for each of us who come back
  const BEAT = 15000, SILENCE = 35000, SOON = 10000   // ms: between heartbeats, until a link is dead, for a quick answer
  const ACK = 524288   // characters until we say that we still read

  // What comes twice is there once, by its id. Messages go in the order of their numbers, and nowhere
  // if before the first; the rest to the end.
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

  function show(state, words = state) {
    if (bar.dataset.state != state) document.dispatchEvent(new Event('natter:' + (bar.dataset.state = state)))
    if (status.textContent != words) status.textContent = words
    again.hidden = state != 'waiting'
    countdown.textContent = ''
  }

  function connect() {
    clearTimeout(timer)
    if (socket) return
    if (!tries) show('connecting')
    const ours = socket = new WebSocket(`${url}?v=1&since=${since}`)
    taken = 0
    ours.onopen = ping
    ours.onmessage = ({ data }) => ours == socket && receive(data)
    ours.onclose = ({ code, reason }) => ours == socket && lost(code, reason)
    expect(SOON * 2)
  }

  // Hidden tabs slow down timers that set each other; so an answer sets the next heartbeat.
  function receive(frame) {
    expect(SILENCE)
    if (frame == 'pong') {
      clearTimeout(beat)
      beat = setTimeout(() => ping(tries = 0), BEAT)   // only a link that held is good
    } else htmx.swap({ text: frame, sourceElement: bar, target: bar, swap: 'none' }).then(() => {
      for (const [, version] of frame.matchAll(/ data-version="(\d+)">/g)) since = version
      for (taken += frame.length; taken >= ACK; taken -= ACK) socket.send('ack')
      show('live')
    }, lost)   // not shown, not seen: it comes again
  }

  // Waits for no close: over a dead link none comes.
  function lost(code, reason) {
    socket.close()
    socket = null
    clearTimeout(beat)
    clearTimeout(patience)
    if (code >= 4000) return show('gone', reason || 'closed')   // do not come back
    const wait = Math.max(Math.min(CAP, FIRST * 2 ** tries++), EACH * bar.querySelector('.count').textContent)
    retryAt = performance.now() + Math.random() * wait
    show('waiting', navigator.onLine ? 'reconnecting' : 'offline')
    count()
  }

  function count() {
    const left = retryAt - performance.now()
    if (left <= 0) return connect()
    countdown.textContent = left > 1000 ? `in ${Math.ceil(left / 1000)} s` : ''
    timer = setTimeout(count, Math.min(left, 1000))
  }

  function expect(within) {
    clearTimeout(patience)
    patience = setTimeout(lost, within)
  }

  const ping = () => socket.send('ping')

  // Back from elsewhere: find out at once.
  function wake() {
    if (bar.dataset.state == 'gone' || document.hidden) return
    if (!socket) return connect()
    if (socket.readyState != 1) return
    expect(SOON)
    ping()
  }

  again.onclick = () => {
    if (socket) lost()
    connect()
  }
  ononline = onpageshow = wake
  document.onvisibilitychange = () => {
    if (!document.hidden) return wake()
    // What was seen is not new; what was forgotten stays so.
    const { seen } = bar.dataset
    if (document.cookie.includes(seen.split(';')[0])) document.cookie = seen.replace('=', `=${since}.${Date.now()}`)
  }
  // Only once live: what was typed before goes first.
  bar.send = frame => bar.dataset.state == 'live' && socket.send(frame)
  connect()
})()
