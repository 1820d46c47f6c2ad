// What a message says, in a line: its text, and of its files what they show or are called. One of
// files alone has no text.

// `read(body)` is the text as its reader needs it.
export function contentOf(message, read = body => body.textContent.trim()) {
  const body = message.querySelector('.body')
  const files = message.querySelectorAll('.files img, .files bdi')
  const names = Array.from(files, ({ alt, textContent }) => alt ?? textContent)
  return [body && read(body), ...names].filter(Boolean).join(' · ')
}
