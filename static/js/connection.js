// One WebSocket that reconnects by itself: heartbeat, timeouts, backoff, acknowledgements.

import { ACK_EVERY_CHARS, HEARTBEAT_INTERVAL_MS, PROTOCOL_VERSION } from './settings.js'

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000
// A crowd that was cut off comes back spread over time.
const RETRY_PER_MEMBER_MS = 4
const CONNECT_TIMEOUT_MS = 20_000
// Two heartbeats and a late answer.
const IDLE_TIMEOUT_MS = 35_000
const PROBE_TIMEOUT_MS = 10_000
const COUNTDOWN_STEP_MS = 1_000
// So late, a timer slept with its machine.
const SLEPT_MS = 5_000
const BLOCKED_AFTER_MS = 5_000
// The one reason that people see.
const TRY_AGAIN_LATER = 1_013
// From here on coming back cannot help.
const FIRST_FINAL_CLOSE_CODE = 4_000

// Exponential backoff with full jitter: `share` is random, from 0 to 1.
export function retryDelayMs(failures, memberCount, share) {
  const doubledMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
  return share * Math.max(doubledMs, RETRY_PER_MEMBER_MS * memberCount)
}

// `version` is what the page shows. States: `connecting`, `live`, `waiting` (for a retry),
// `offline`, `gone`.
export function createConnection({
  url, language, version, applyFrame, countMembers, isOnline, onState, onCountdown, onBlocked,
}) {
  let state
  let socket = null
  let failures = 0
  let unacknowledgedChars = 0
  let retryAt = 0
  let saidReason
  let retryTimer
  let heartbeatTimer
  let silenceTimer
  let blockedTimer

  const crowdDelayMs = () => Math.random() * RETRY_PER_MEMBER_MS * countMembers()
  const isTrying = () => state === 'connecting' || state === 'waiting'

  function setState(newState, reason, code) {
    state = newState
    blockedTimer ??= setTimeout(() => {
      blockedTimer = undefined
      onBlocked()
    }, BLOCKED_AFTER_MS + crowdDelayMs())
    if (!isTrying()) blockedTimer = clearTimeout(blockedTimer)
    onState(state, reason, code)
  }

  function open() {
    clearTimeout(retryTimer)
    if (socket) return
    if (!failures) setState('connecting')
    const opened = new WebSocket(`${url}?v=${PROTOCOL_VERSION}&since=${version}&lang=${language}&pictures=1`)
    socket = opened
    unacknowledgedChars = 0
    // A socket that was given up may still speak.
    const ifCurrent = handle => event => {
      if (opened === socket) handle(event)
    }
    opened.onopen = ifCurrent(ping)
    opened.onmessage = ifCurrent(({ data }) => receive(data))
    opened.onclose = ifCurrent(({ code, reason }) => lose(code, reason))
    loseAfter(CONNECT_TIMEOUT_MS)
  }

  async function receive(frame) {
    const receiver = socket
    loseAfter(IDLE_TIMEOUT_MS)
    if (frame === 'pong') {
      scheduleHeartbeat()
      return
    }
    try {
      await show(frame)
    } catch {
      if (receiver === socket) lose()
      return
    }
    if (receiver !== socket) return
    acknowledge(frame.length)
    if (state !== 'live') setState('live')
  }

  // Not shown is not seen: then the version stays, so it comes again.
  async function show(frame) {
    await applyFrame(frame)
    for (const [, shown] of frame.matchAll(/ data-version="(\d+)">/g)) version = shown
  }

  function acknowledge(charCount) {
    unacknowledgedChars += charCount
    while (unacknowledgedChars >= ACK_EVERY_CHARS) {
      unacknowledgedChars -= ACK_EVERY_CHARS
      socket.send('ack')
    }
  }

  // Set by the answer: in a hidden tab, timers that set each other are slow.
  function scheduleHeartbeat() {
    clearTimeout(heartbeatTimer)
    const dueAt = Date.now() + HEARTBEAT_INTERVAL_MS
    heartbeatTimer = setTimeout(() => {
      // Not before: a room that throws us out is asked less and less.
      failures = 0
      if (Date.now() - dueAt > SLEPT_MS) checkLink()
      else ping()
    }, HEARTBEAT_INTERVAL_MS)
  }

  function ping() {
    socket.send('ping')
  }

  function loseAfter(timeoutMs) {
    clearTimeout(silenceTimer)
    silenceTimer = setTimeout(lose, timeoutMs)
  }

  // Over a dead link no close event comes.
  function giveUp() {
    socket?.close()
    socket = null
    clearTimeout(retryTimer)
    clearTimeout(heartbeatTimer)
    clearTimeout(silenceTimer)
  }

  function lose(code, reason) {
    giveUp()
    if (code >= FIRST_FINAL_CLOSE_CODE) {
      setState('gone', reason, code)
    } else if (isOnline()) {
      const delayMs = retryDelayMs(failures, countMembers(), Math.random())
      // Whoever comes back too early is told once, and then refused without a word.
      saidReason = code === TRY_AGAIN_LATER ? reason : !reason && failures && saidReason
      failures += 1
      waitFor(delayMs, saidReason)
    } else {
      setState('offline')
    }
  }

  function waitFor(delayMs, reason) {
    retryAt = performance.now() + delayMs
    setState('waiting', reason)
    countDown()
  }

  function countDown() {
    clearTimeout(retryTimer)
    const remainingMs = retryAt - performance.now()
    if (remainingMs <= 0) {
      open()
      return
    }
    onCountdown(remainingMs)
    retryTimer = setTimeout(countDown, Math.min(remainingMs, COUNTDOWN_STEP_MS))
  }

  function checkLink() {
    loseAfter(PROBE_TIMEOUT_MS)
    ping()
  }

  return {
    open,
    show,
    lose,
    isTrying,

    get state() {
      return state
    },

    get version() {
      return version
    },

    // Once live: what is pending goes first.
    send(frame) {
      if (state === 'live') socket.send(frame)
    },

    probe() {
      if (state === 'gone') return
      if (socket?.readyState === WebSocket.OPEN) checkLink()
      else if (!socket && isOnline()) open()
    },

    pause() {
      if (state === 'gone') return
      giveUp()
      failures = 0
      setState('offline')
    },

    resume() {
      if (state === 'gone') return
      if (socket?.readyState === WebSocket.OPEN) checkLink()
      else if (!socket) waitFor(crowdDelayMs())
    },

    // An attempt that hangs was for another network.
    retryNow() {
      if (socket) lose()
      open()
    },
  }
}
