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
// From this code on, coming back cannot help.
const FIRST_FINAL_CLOSE_CODE = 4_000

// Exponential backoff with full jitter: `share` is random, from 0 to 1.
export function retryDelayMs(failures, memberCount, share) {
  const doubledMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures)
  return share * Math.max(doubledMs, RETRY_PER_MEMBER_MS * memberCount)
}

// `version` is what the page shows; `applyFrame` returns a promise. States: `connecting`, `live`,
// `waiting` (for a retry), `gone` (with a reason).
export function createConnection({ url, version, applyFrame, countMembers, onState, onCountdown }) {
  let state
  let socket = null
  let failures = 0
  let unacknowledgedChars = 0
  let retryAt = 0
  let retryTimer
  let heartbeatTimer
  let silenceTimer

  function setState(newState, reason) {
    state = newState
    onState(state, reason)
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
      await applyFrame(frame)
    } catch {
      // Not shown is not seen: the version stays, so it comes again.
      if (receiver === socket) lose()
      return
    }
    for (const [, shown] of frame.matchAll(/ data-version="(\d+)">/g)) version = shown
    if (receiver !== socket) return
    acknowledge(frame.length)
    if (state !== 'live') setState('live')
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
    heartbeatTimer = setTimeout(() => {
      // Not before: a room that throws us out at once is asked less and less.
      failures = 0
      ping()
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
  function lose(code, reason) {
    socket.close()
    socket = null
    clearTimeout(heartbeatTimer)
    clearTimeout(silenceTimer)
    if (code >= FIRST_FINAL_CLOSE_CODE) {
      setState('gone', reason)
      return
    }
    retryAt = performance.now() + retryDelayMs(failures, countMembers(), Math.random())
    failures += 1
    setState('waiting')
    countDown()
  }

  function countDown() {
    const remainingMs = retryAt - performance.now()
    if (remainingMs <= 0) {
      open()
      return
    }
    onCountdown(remainingMs)
    retryTimer = setTimeout(countDown, Math.min(remainingMs, COUNTDOWN_STEP_MS))
  }

  return {
    open,

    get version() {
      return version
    },

    // Only once live, so that what is pending goes first.
    send(frame) {
      if (state === 'live') socket.send(frame)
    },

    // For a page that is shown again or has its network back: finds a dead link soon.
    probe() {
      if (state === 'gone') return
      if (!socket) {
        open()
      } else if (socket.readyState === WebSocket.OPEN) {
        loseAfter(PROBE_TIMEOUT_MS)
        ping()
      }
    },

    // Gives up an attempt that hangs: the network may be another one by now.
    retryNow() {
      if (socket) lose()
      open()
    },
  }
}
