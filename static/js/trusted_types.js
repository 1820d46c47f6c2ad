// The Trusted Types policy of a room's page: which markup may be made into elements, whoever sent
// it. The browser asks it for each text that is parsed, whether htmx or a script of ours does that.
// Where a browser has no Trusted Types, nobody asks.
//
// It is a wall behind escaping and the content security policy, and leans on neither: it knows what
// our templates are made of, and refuses a text whole if there is anything else in it. A test
// compares it with the templates (templates/tests/trusted_types.rs).

// Of elements and attributes: no name means one thing there and does harm here.
const NAMES = new Set((
  'action alt aside audio autocapitalize autocomplete autofocus bdi blockquote body button checked class code ' +
  'controls datetime decoding details dir div download enctype enterkeyhint fieldset figcaption figure footer for ' +
  'form formaction formnovalidate head header height hidden href html hx-ignore hx-swap hx-target img input kbd ' +
  'label lang legend loading main mark max method multiple name nav open option output path placeholder popover ' +
  'popovertarget pre preload progress readonly rel required role rows scope section select selected ' +
  'shape-rendering small span spellcheck src start strong summary svg tabindex table target tbody template ' +
  'textarea thead time title type value video viewBox width'
).split(' '))
// Nothing of two letters loads or runs anything: `li`, `h2`, `id`.
const OTHER_NAMES = /^(..?$|aria-|data-(?!hx-))/
// What leads somewhere, or loads something: the content security policy says from where.
const ADDRESSES = new Set(['action', 'formaction', 'href', 'src'])
// An address that leads nowhere has none.
const SCHEMES = /^(https?|mailto)?:$/
// A page that was fetched has more than what is taken from it.
const NEVER_TAKEN = /<(head|noscript)\b.*?<\/\1>/gs

const isKnown = name => NAMES.has(name) || OTHER_NAMES.test(name)

// `link` is an element by which the browser says where an address leads.
function isOurs(root, link) {
  const isHarmless = address => {
    link.href = address
    return SCHEMES.test(link.protocol)
  }
  return [...root.querySelectorAll('*')].every(element => {
    const names = element.getAttributeNames()
    const addresses = names.filter(name => ADDRESSES.has(name))
    return [element.localName, ...names].every(isKnown) &&
      addresses.every(name => isHarmless(element.getAttribute(name))) &&
      (element.localName !== 'template' || isOurs(element.content, link))
  })
}

export function createTrustedTypesPolicy(root) {
  const link = root.createElement('a')
  let isLooking

  root.defaultView.trustedTypes?.createPolicy('default', {
    createHTML(html) {
      // A text is parsed to be looked at, and the policy is asked for that too.
      if (isLooking) return html
      isLooking = true
      try {
        const taken = html.replace(NEVER_TAKEN, '')
        return isOurs(new DOMParser().parseFromString(taken, 'text/html'), link) ? taken : null
      } finally {
        isLooking = false
      }
    },
  })
}
