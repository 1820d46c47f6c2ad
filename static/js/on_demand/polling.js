// In place of a socket, where one cannot be had: asks every few seconds for what is new, and sends
// messages as the form does. Loaded only then.

import { PROTOCOL_VERSION } from '../settings.js'

const INTERVAL_MS = 5_000
const HIDDEN_INTERVAL_MS = 30_000
// So that a room of thousands does not ask all at once.
const INTERVAL_PER_MEMBER_MS = 4
// The server can be reached: how long a socket has from then on.
const CONFIRM_MS = 3_000
const REQUEST_TIMEOUT_MS = 20_000

// `connection` is the socket's: it knows the version, shows frames, and goes on trying.
// `status` shows whether this works.
export function createPolling({ urls, language, connection, status, countMembers, isHidden, onWorking }) {
  let timer
  let lastAnswer = ''
  let sending = Promise.resolve()
  let isStopped = false
  let isReachable = false
  let isWorking = false

  function setWorking(works) {
    if (isStopped || works === isWorking) return
    isWorking = works
    status.show(works ? 'polling' : connection.state)
    if (works) onWorking()
  }

  async function request(target, fields) {
    const body = new URLSearchParams({ v: PROTOCOL_VERSION, lang: language, pictures: 1, ...fields })
    const response = await fetch(target, { method: 'POST', body, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) })
    const text = await response.text()
    if (isStopped) return
    const code = Number(response.headers.get('Close-Code'))
    if (code) {
      // Whoever is told to come back later sends nothing until then. It is no success either (403).
      setWorking(false)
      connection.lose(code, text)
    }
    if (!response.ok) throw new Error(response.status)
    if (text) await connection.show(text)
    lastAnswer = response.headers.get('Answer-Tag') ?? lastAnswer
  }

  async function poll() {
    clearTimeout(timer)
    let delayMs = Math.max(isHidden() ? HIDDEN_INTERVAL_MS : INTERVAL_MS, INTERVAL_PER_MEMBER_MS * countMembers())
    try {
      await request(urls.updates, { since: connection.version, last: lastAnswer })
      if (isReachable) {
        setWorking(true)
      } else {
        // It was away, perhaps, and sockets are well.
        isReachable = true
        delayMs = CONFIRM_MS
        connection.retryNow()
      }
    } catch {
      isReachable = false
      setWorking(false)
    }
    clearTimeout(timer)
    if (!isStopped) timer = setTimeout(poll, delayMs)
  }

  poll()

  return {
    poll,

    get isWorking() {
      return isWorking
    },

    // Messages only, one after the other. What gets no answer is sent again by whoever sent it.
    send(frame) {
      if (!isWorking || !frame.startsWith('{')) return
      const send = () => request(urls.say, { ...JSON.parse(frame), since: connection.version })
      sending = sending.then(send).catch(() => {})
    },

    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
