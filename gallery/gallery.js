// The pages around the examples: the switches, the frames, and what happens to them when something
// was saved. Nothing moves: a frame keeps its height until the new example has its own.

import { onSaved, replaceStyles } from './live.js';

const WHOLE_HEIGHT = { phone: 700, desktop: 620 };
const PHONE_MAX_WIDTH = 600;

const switches = document.getElementById('switches');
const problem = document.getElementById('build-error');
const frames = () => [...document.querySelectorAll('iframe[data-path]')];

const chosen = () => Object.fromEntries(new FormData(switches));

function addressOf(path) {
    const { lang, theme, dir } = chosen();
    const query = new URLSearchParams(Object.entries({ theme, dir }).filter(([, value]) => value !== ''));
    return `/example/${lang}/${path}${query.size > 0 ? `?${query}` : ''}`;
}

// As tall as what is in it; a page as tall as a screen.
function fit(frame) {
    const page = frame.contentDocument;
    if (!page?.body) return;
    if (frame.classList.contains('whole')) {
        const screen = frame.clientWidth <= PHONE_MAX_WIDTH ? WHOLE_HEIGHT.phone : WHOLE_HEIGHT.desktop;
        const isRoom = page.body.classList.contains('room');
        frame.style.blockSize = `${isRoom ? screen : Math.max(screen / 2, page.body.scrollHeight)}px`;
    } else {
        // Its place stays as tall meanwhile, or the page would be scrolled elsewhere.
        const place = frame.parentElement;
        place.style.blockSize = `${place.offsetHeight}px`;
        frame.style.blockSize = '0';
        frame.style.blockSize = `${page.documentElement.scrollHeight + frame.offsetHeight - frame.clientHeight}px`;
        place.style.blockSize = '';
    }
}

function show() {
    const { width } = chosen();
    for (const frame of frames()) {
        frame.style.inlineSize = width === 'all' ? '100%' : `${width}px`;
        const address = addressOf(frame.dataset.path);
        if (frame.getAttribute('src') !== address) frame.src = address;
        else fit(frame);
        frame.closest('.example').querySelector('.alone').href = address;
    }
    showMarkup();
    const query = `?${new URLSearchParams(chosen())}`;
    history.replaceState(null, '', `${location.pathname}${query}${location.hash}`);
    for (const link of document.querySelectorAll('nav a, .components a, header a')) {
        link.search = query;
    }
}

// The page comes with the markup in English.
async function showMarkup() {
    const { lang } = chosen();
    for (const code of document.querySelectorAll('.example code')) {
        if (code.lang === lang) continue;
        const { path } = code.closest('.example').querySelector('iframe').dataset;
        const answer = await fetch(`/markup/${lang}/${path}`, { cache: 'no-store' });
        if (!answer.ok || chosen().lang !== lang) continue;
        code.textContent = await answer.text();
        code.lang = lang;
    }
}

for (const [name, value] of new URLSearchParams(location.search)) {
    const field = switches.elements[name];
    if (field && [...field.options].some((option) => option.value === value)) field.value = value;
}
switches.addEventListener('change', show);
for (const frame of frames()) frame.addEventListener('load', () => fit(frame));
addEventListener('resize', () => frames().forEach(fit));
show();

document.addEventListener('click', async ({ target }) => {
    if (!target.matches('[data-do=copy]')) return;
    await navigator.clipboard.writeText(target.nextElementSibling.textContent);
    target.textContent = 'Copied';
});

// An example or two changed as a rule: the markup is exchanged, and the frames load again where
// they are. If there are others than before, all of the page is exchanged.
async function rebuild() {
    const answer = await fetch(location.pathname, { cache: 'no-store' });
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const ids = (page) => [...page.querySelectorAll('.example')].map(({ id }) => id).join();
    if (ids(fresh) !== ids(document) || frames().length === 0) {
        document.querySelector('main').replaceWith(document.adoptNode(fresh.querySelector('main')));
        document.querySelector('nav').replaceWith(document.adoptNode(fresh.querySelector('nav')));
        for (const frame of frames()) frame.addEventListener('load', () => fit(frame));
        show();
        return;
    }
    for (const code of document.querySelectorAll('.example code')) {
        const now = fresh.querySelector(`#${CSS.escape(code.closest('.example').id)} code`);
        if (code.lang !== now.lang || code.textContent !== now.textContent) {
            code.textContent = now.textContent;
            code.lang = now.lang;
        }
    }
    showMarkup();
    for (const frame of frames()) frame.contentWindow?.location.reload();
}

onSaved({
    styles() {
        replaceStyles(document);
        for (const frame of frames()) {
            replaceStyles(frame.contentDocument);
            // When the sheet is there, which may make the example taller.
            setTimeout(fit, 200, frame);
        }
    },
    build: rebuild,
    error(text) {
        problem.textContent = text;
        problem.hidden = text === '';
    },
});
