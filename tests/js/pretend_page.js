// As much of a page as modules of the browser need here: elements that are made from markup, found
// by simple selectors, moved, and told of events, which bubble.

const VOID = ['img', 'input']

const kebab = name => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

class Node {
  parentElement = null

  remove() {
    const siblings = this.parentElement?.childNodes ?? []
    if (siblings.includes(this)) siblings.splice(siblings.indexOf(this), 1)
    this.parentElement = null
  }

  replaceWith(other) {
    const { parentElement } = this
    const at = parentElement.childNodes.indexOf(this)
    this.remove()
    parentElement.insert(at, [other])
  }
}

class Text extends Node {
  constructor(text) {
    super()
    this.textContent = text
  }

  cloneNode() {
    return new Text(this.textContent)
  }
}

export class Element extends Node {
  childNodes = []
  listeners = []
  calls = []

  constructor(localName, root) {
    super()
    this.localName = localName
    this.ownerDocument = root
    this.names = new Map()
    this.dataset = new Proxy({}, {
      get: (_, name) => this.getAttribute(`data-${kebab(name)}`) ?? undefined,
      set: (_, name, value) => this.setAttribute(`data-${kebab(name)}`, value),
    })
    this.classList = {
      contains: name => this.className.split(' ').includes(name),
      add: name => this.classList.toggle(name, true),
      toggle: (name, isOn) => {
        const others = this.className.split(' ').filter(it => it && it !== name)
        this.className = [...others, ...(isOn ? [name] : [])].join(' ')
      },
    }
  }

  getAttribute(name) {
    return this.names.get(name) ?? null
  }

  setAttribute(name, value) {
    this.names.set(name, String(value))
    return true
  }

  get children() {
    return this.childNodes.filter(node => node instanceof Element)
  }

  get firstElementChild() {
    return this.children[0]
  }

  get content() {
    return this
  }

  get textContent() {
    return this.childNodes.map(node => node.textContent).join('')
  }

  set textContent(text) {
    this.childNodes = []
    this.insert(0, [new Text(text)])
  }

  get isConnected() {
    return this === this.ownerDocument.top || Boolean(this.parentElement?.isConnected)
  }

  insert(at, nodes) {
    for (const node of nodes) node.remove?.()
    const made = nodes.map(node => (node instanceof Node ? node : new Text(node)))
    this.childNodes.splice(at, 0, ...made)
    for (const node of made) {
      node.parentElement = this
      node.adopt?.(this.ownerDocument)
    }
  }

  adopt(root) {
    this.ownerDocument = root
    for (const child of this.children) child.adopt(root)
  }

  append(...nodes) {
    this.insert(this.childNodes.length, nodes)
  }

  appendChild(node) {
    this.append(node)
    return node
  }

  prepend(...nodes) {
    this.insert(0, nodes)
  }

  replaceChildren(...nodes) {
    for (const node of [...this.childNodes]) node.remove()
    this.append(...nodes)
  }

  cloneNode() {
    const clone = new Element(this.localName, this.ownerDocument)
    for (const [name, value] of this.names) clone.setAttribute(name, value)
    clone.append(...this.childNodes.map(node => node.cloneNode()))
    return clone
  }

  contains(other) {
    return other === this || Boolean(other?.parentElement && this.contains(other.parentElement))
  }

  matches(selector) {
    return selector.split(',').some(one => {
      const steps = one.trim().split(' ')
      const [, name, rest] = /^([a-z]*)(.*)$/.exec(steps.pop())
      if (name && name !== this.localName) return false
      const isSame = ([, sign, key, , value]) => {
        if (sign === '.') return this.classList.contains(key)
        if (sign === '#') return this.id === key
        return sign === '[' && this.names.has(key) && (value === undefined || this.names.get(key) === value)
      }
      if (![...rest.matchAll(/([.#[:])([\w-]+)(=([\w-]+)\])?/g)].every(isSame)) return false
      return steps.length === 0 || Boolean(this.parentElement?.closest(steps.join(' ')))
    })
  }

  closest(selector) {
    return this.matches(selector) ? this : this.parentElement?.closest(selector) ?? null
  }

  querySelectorAll(selector) {
    const found = child => [...(child.matches(selector) ? [child] : []), ...child.querySelectorAll(selector)]
    return this.children.flatMap(found)
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] ?? null
  }

  getElementById(id) {
    return this.querySelector(`#${id}`)
  }

  addEventListener(type, listener) {
    this.listeners.push([type, listener])
  }

  // Returns the event.
  fire(type, properties = {}) {
    const event = {
      type,
      target: this,
      defaultPrevented: false,
      preventDefault() {
        event.defaultPrevented = true
      },
      ...properties,
    }
    let element = this
    while (element) {
      for (const [wanted, listener] of element.listeners) if (wanted === type) listener(event)
      element = element.parentElement ?? (element === this.ownerDocument ? null : this.ownerDocument)
    }
    return event
  }

  click() {
    this.calls.push('click')
    this.fire('click')
  }

  focus() {
    this.ownerDocument.activeElement = this
  }
}

for (const name of ['id', 'type', 'role', 'alt', 'src', 'href', 'title', 'dir']) {
  Object.defineProperty(Element.prototype, name, {
    get() {
      return this.getAttribute(name) ?? (name === 'alt' ? undefined : '')
    },
    set(value) {
      this.setAttribute(name, value)
    },
  })
}
Object.defineProperty(Element.prototype, 'className', {
  get() {
    return this.getAttribute('class') ?? ''
  },
  set(value) {
    this.setAttribute('class', value)
  },
})
for (const name of ['hidden', 'required']) {
  Object.defineProperty(Element.prototype, name, {
    get() {
      return this.names.has(name)
    },
    set(isSet) {
      if (isSet) this.setAttribute(name, '')
      else this.names.delete(name)
    },
  })
}
Object.defineProperty(Element.prototype, 'defaultValue', {
  get() {
    return this.getAttribute('value') ?? ''
  },
  set(value) {
    this.setAttribute('value', value)
  },
})
Object.defineProperty(Element.prototype, 'value', {
  get() {
    return this.typed ?? this.defaultValue
  },
  set(value) {
    this.typed = value
  },
})

// The document of a page, from its markup.
export function parse(html, root = createRoot()) {
  let parent = root
  for (const [, end, name, attributes, text] of html.matchAll(/<(\/?)([a-z]+)([^>]*)>|([^<]+)/g)) {
    if (text?.trim()) parent.append(text)
    else if (end) parent = parent.parentElement
    else if (name) {
      const element = new Element(name, root)
      const pairs = attributes.matchAll(/([\w-]+)(="([^"]*)")?/g)
      for (const [, key, , value] of pairs) element.setAttribute(key, value ?? '')
      parent.append(element)
      if (!VOID.includes(name)) parent = element
    }
  }
  return root
}

function createRoot() {
  const root = new Element('html')
  const view = new Element('window', root)
  return Object.assign(root, {
    ownerDocument: root,
    top: root,
    defaultView: view,
    documentElement: { lang: 'en' },
    activeElement: null,
    createElement: name => new Element(name, root),
  })
}
