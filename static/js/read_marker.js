// The cookie that says how far a room was read, made of one without value (`blank`). None if the
// browser has none any more: a room that was forgotten stays so.

export function raisedMarker(cookies, blank, version, nowMs) {
  const [start] = blank.split(';')
  return cookies.includes(start) ? blank.replace('=', `=${version}.${nowMs}`) : ''
}
