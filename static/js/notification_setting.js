// Of what somebody wants to be told in a room: `mentions`, `all` or `none`. The browser keeps it,
// which shows the notifications.

const NONE = 'none'

// `room` is the path of the room.
export function createNotificationSetting({ storage, room }) {
  const key = `natter notifications ${room}`
  return {
    key,

    get isOn() {
      return storage.read(key) !== null
    },

    get level() {
      return storage.read(key) ?? NONE
    },

    // Returns whether it is kept.
    choose: level => storage.write(key, level === NONE ? null : level),
  }
}
