// The read marker: a cookie that says how far a room was read, made of one without value (`blank`).
// None if the browser has no cookie of the room any more: a room that was removed stays removed.

export function raisedMarker(cookies, blank, version, nowMs) {
  const start = blank.slice(0, blank.indexOf('=') + 1)
  return cookies.includes(start) ? blank.replace('=', `=${version}.${nowMs}`) : ''
}
