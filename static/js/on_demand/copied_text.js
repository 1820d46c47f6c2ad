// What is copied from the log: a line for each message, `[14:02] Ada: text`, and notices as their
// sentence. Part of one message is that part. Loaded once somebody selects something.

import { contentOf } from './message_content.js'

// What of an element lies in a range.
function selectedText(range, element) {
  if (!element || !range.intersectsNode(element)) return ''
  const part = range.cloneRange()
  const whole = element.ownerDocument.createRange()
  whole.selectNodeContents(element)
  const { startContainer, startOffset, endContainer, endOffset } = whole
  if (part.compareBoundaryPoints(Range.START_TO_START, whole) < 0) part.setStart(startContainer, startOffset)
  if (part.compareBoundaryPoints(Range.END_TO_END, whole) > 0) part.setEnd(endContainer, endOffset)
  return part.toString()
}

export function lineOf(message, text) {
  const time = message.querySelector('time')
  return `${time ? `[${time.textContent}] ` : ''}${message.querySelector('.name').textContent}: ${text}`
}

// None if there is nothing that the browser would not copy as well.
export function copiedText(scroller, range) {
  const items = scroller.querySelectorAll('.message, .notice')
  const lines = []
  let single = ''
  let heads = ''
  for (const item of items) {
    if (!range.intersectsNode(item)) continue
    const part = name => item.querySelector(name)
    if (item.matches('.notice')) {
      const sentence = [...item.children].map(span => span.textContent).join(' · ') || item.textContent
      if (selectedText(range, item)) lines.push(sentence)
      continue
    }
    const text = selectedText(range, part('.body'))
    const head = selectedText(range, part('.name')) + selectedText(range, part('time'))
    if (!text && !head) continue
    single = text
    heads += head
    lines.push(lineOf(item, text || contentOf(item)))
  }
  if (lines.length === 1 && (!heads || !single)) return ''
  return lines.join('\n')
}

export function attachCopy({ root, scroller }) {
  root.addEventListener('copy', event => {
    const selection = root.getSelection()
    if (event.defaultPrevented || event.target.closest?.('input, textarea') || selection.isCollapsed) return
    const ranges = Array.from({ length: selection.rangeCount }, (_, index) => selection.getRangeAt(index))
    const text = ranges.map(range => copiedText(scroller, range)).filter(Boolean).join('\n')
    if (!text) return
    event.clipboardData.setData('text/plain', text)
    event.preventDefault()
  })
}
