// Of what somebody wants to be told in a room: `mentions`, `all` or `none`. The browser keeps it,
// which shows the notifications.

const NONE = 'none'

// `room` is the path of the room.
export function createNotificationSetting({ storage, room }) {
  const key = `natter notifications ${room}`
  const toldKey = `${key} told`
  return {
    key,

    get isOn() {
      return storage.read(key) !== null
    },

    get level() {
      return storage.read(key) ?? NONE
    },

    // The place of the newest message that any tab has told of, or shown.
    get told() {
      return Number(storage.read(toldKey))
    },

    set told(seq) {
      if (seq > this.told) storage.write(toldKey, seq)
    },

    // Returns whether it is kept.
    choose: level => storage.write(key, level === NONE ? null : level),
  }
}
