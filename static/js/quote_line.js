// The line that says whom a message answers, as data: what a browser keeps of it is text, and never
// becomes markup.

// Of each part what it is, and its text.
export function readLine(element) {
  return Array.from(element.childNodes, ({ nodeName, textContent }) => [nodeName, textContent])
}

// There may be what another version left: then the line says nothing.
export function showLine(element, line) {
  const partOf = ([name, text]) =>
    name === 'BDI' ? Object.assign(element.ownerDocument.createElement('bdi'), { textContent: text }) : text
  element.replaceChildren(...(Array.isArray(line) ? line.map(partOf) : []))
}
