// How much of a text a message shows, as the server decides it too (templates/message_text.rs): a
// message on its way is as tall as it will be.

import { BLANK_LINES_MAX, FOLD_AFTER_ROWS, NARROW_ROW_COLUMNS, WIDE_ROW_COLUMNS } from '../settings.js'

// White space, control characters, what Unicode calls default ignorable, the empty Braille pattern.
const BLANK_LINE = /^[\s\p{Cc}\p{DI}\u2800]*$/u
// From here on letters count twice: nearly all are as wide as two of ours.
const FIRST_WIDE = '\u1100'

// What is said of what was typed: without empty lines before it, but with its indentation.
export function said(text) {
  return text.trimEnd().replace(/^\s*\n/, '')
}

export function shortened(text) {
  let blankCount = 0
  const isKept = line => {
    blankCount = BLANK_LINE.test(line) ? blankCount + 1 : 0
    return blankCount <= BLANK_LINES_MAX
  }
  return said(text).split('\n').filter(isKept).join('\n')
}

function rows(text, columns) {
  let count = 0
  for (const line of text.split('\n')) {
    let width = 0
    for (const letter of line) width += letter < FIRST_WIDE ? 1 : 2
    count += Math.max(1, Math.ceil(width / columns))
  }
  return count
}

// Where the text is folded: `always`, on a `narrow` screen, or nowhere.
export function foldOf(text) {
  if (rows(text, WIDE_ROW_COLUMNS) > FOLD_AFTER_ROWS) return 'always'
  return rows(text, NARROW_ROW_COLUMNS) > FOLD_AFTER_ROWS ? 'narrow' : ''
}
