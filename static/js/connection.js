// One WebSocket that reconnects by itself: heartbeat, timeouts, backoff, acknowledgements.

import { ACK_EVERY_CHARS, HEARTBEAT_INTERVAL_MS, PROTOCOL_VERSION } from './settings.js'

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 30_000
// So that a room of thousands that was cut off comes back spread over time.
const RETRY_PER_MEMBER_MS = 4
const CONNECT_TIMEOUT_MS = 20_000
// Two heartbeats, and time for the answer to the second.
const IDLE_TIMEOUT_MS = 35_000
const PROBE_TIMEOUT_MS = 10_000
const COUNTDOWN_STEP_MS = 1_000
// A heartbeat that is so late was kept by a machine that slept.
const SLEPT_MS = 5_000
// After so long without success, sockets may be what is kept from us.
const BLOCKED_AFTER_MS = 5_000
// Coming back helps, later: the reason is for the reader.
const TRY_AGAIN_LATER = 1_013
// From this code on, coming back cannot help.
const FIRST_FINAL_CLOSE_CODE = 4_000

// Exponential backoff with full jitter: `share` is random, from 0 to 1.
export function retryDelayMs(failures, memberCount, share) {
  const doubledMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
  return share * Math.max(doubledMs, RETRY_PER_MEMBER_MS * memberCount)
}

// `version` is what the page shows; `applyFrame` returns a promise. States: `connecting`, `live`,
// `waiting` (for a retry, perhaps with a reason), `offline` (waits for the network), `gone` (with a
// reason and a code).
export function createConnection({
  url, version, applyFrame, countMembers, isOnline, onState, onCountdown, onBlocked,
}) {
  let state
  let socket = null
  let failures = 0
  let unacknowledgedChars = 0
  let retryAt = 0
  let retryTimer
  let heartbeatTimer
  let silenceTimer
  let blockedTimer

  function crowdDelayMs() {
    return Math.random() * RETRY_PER_MEMBER_MS * countMembers()
  }

  function setState(newState, reason, code) {
    state = newState
    if (state === 'connecting' || state === 'waiting') {
      blockedTimer ??= setTimeout(() => {
        blockedTimer = undefined
        onBlocked()
      }, BLOCKED_AFTER_MS + crowdDelayMs())
    } else {
      clearTimeout(blockedTimer)
      blockedTimer = undefined
    }
    onState(state, reason, code)
  }

  function open() {
    clearTimeout(retryTimer)
    if (socket) return
    // During retries the page goes on saying that it waits.
    if (failures === 0) setState('connecting')
    const opened = new WebSocket(`${url}?v=${PROTOCOL_VERSION}&since=${version}`)
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

  // Set by the answer: in a hidden tab, timers that set each other are slowed down.
  function scheduleHeartbeat() {
    clearTimeout(heartbeatTimer)
    const dueAt = Date.now() + HEARTBEAT_INTERVAL_MS
    heartbeatTimer = setTimeout(() => {
      // Not before: a room that throws us out at once is asked less and less.
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

  // Does not wait for the close event: over a dead link none comes.
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
      waitFor(retryDelayMs(failures, countMembers(), Math.random()), code === TRY_AGAIN_LATER && reason)
      failures += 1
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

  // Finds a dead link soon.
  function checkLink() {
    loseAfter(PROBE_TIMEOUT_MS)
    ping()
  }

  return {
    open,
    show,

    get state() {
      return state
    },

    get version() {
      return version
    },

    // Only once live, so that what is pending goes first.
    send(frame) {
      if (state === 'live') socket.send(frame)
    },

    // For a page that is shown again.
    probe() {
      if (state === 'gone') return
      if (socket?.readyState === WebSocket.OPEN) checkLink()
      else if (!socket && isOnline()) open()
    },

    // There is no network: nothing is tried until there is one, or somebody asks for it.
    pause() {
      if (state === 'gone') return
      giveUp()
      failures = 0
      setState('offline')
    },

    // The network is back, perhaps for a crowd behind it.
    resume() {
      if (state === 'gone') return
      if (socket?.readyState === WebSocket.OPEN) checkLink()
      else if (!socket) waitFor(crowdDelayMs())
    },

    // The server has said so by another way than the socket.
    lose,

    // Gives up an attempt that hangs: the network may be another one by now.
    retryNow() {
      if (socket) lose()
      open()
    },
  }
}
