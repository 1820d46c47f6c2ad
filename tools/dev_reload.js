// In every page that bin/dev serves: shows what was saved. A stylesheet takes the place of the one
// before it, and nothing else of the page changes; for anything else the page is loaded again.

const LOOK_EVERY_MS = 500;

// None while the server restarts.
const textOf = (path) => fetch(path, { cache: 'no-store' }).then((answer) => (answer.ok ? answer.text() : undefined))
    .catch(() => undefined);

// The new sheet is there before the old one goes, or the page would be seen without any.
function replaceStyles() {
    for (const old of document.querySelectorAll('link[rel=stylesheet]')) {
        const address = new URL(old.href);
        address.search = Date.now();
        const sheet = old.cloneNode();
        sheet.href = address;
        sheet.onload = () => old.remove();
        old.after(sheet);
    }
}

const seen = {};

// Whether something is not any more what it was when this page was loaded.
async function hasChanged(path) {
    const now = await textOf(path);
    if (now === undefined) return false;
    const before = seen[path];
    seen[path] = now;
    return before !== undefined && before !== now;
}

async function look() {
    if (document.hidden) return;
    if ((await hasChanged('/dev/build')) || (await hasChanged('/dev/scripts'))) location.reload();
    else if (await hasChanged('/dev/styles')) replaceStyles();
}

(async () => {
    for (;;) {
        await look();
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
})();
