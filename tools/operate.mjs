// bin/operate: what the operator does from a terminal, by the JSON API below /api/operate. It needs
// nothing but Node. Key and address come from a file that nobody else can read, or from the
// environment, never from an argument: those are seen by everybody on the machine.
//
//     bin/operate help

import fs from 'node:fs';

import {
    Mistake, allRooms, describe, exportRoom, exportSite, forgetEverywhere, forgetIn, importRoom, importSite,
    stillThere,
} from './backup.mjs';

const LOCAL = 'http://localhost:8787';

// How long a mute or a ban lasts, as people write it, in milliseconds; 0 is for good.
const TERMS = { '10m': 600_000, '1h': 3_600_000, '1d': 86_400_000, '30d': 2_592_000_000, forever: 0 };

// What can be decided about a room on the front page.
const LISTING_RULES = { 'by-owners': 'by owners', 'by-hand': 'by hand', 'as-deployed': '' };
const LISTING_CHANGES = ['on', 'off', 'hide-topic', 'show-topic', 'pick', 'unpick'];

// What becomes of reports.
const VERDICTS = ['resolve', 'dismiss', 'remove'];

const get = (path, show) => ({ method: 'GET', path, show });
const post = (path, fields = {}) => ({ method: 'POST', path, fields });
const change = (fields) => post('settings', fields);
const inRoom = (room, action, fields) => post(`rooms/${segment(room)}/${action}`, fields);
// What takes more than one request. One that changes something says first what it would do.
const job = (does, run) => ({ method: 'GET', does, run });
const changeJob = (does, run) => ({ method: 'POST', does, run });
const onPerson = (room, member, action, fields) => inRoom(room, `people/${segment(member)}/${action}`, fields);

// Each command: what it takes, what it does, and what it asks for. A name with a `?` may be left
// out; one with `…` takes all the words that follow.
const COMMANDS = {
    rooms: ['', 'lists all rooms, the liveliest first', () => get('rooms', showRooms)],
    room: ['ROOM', 'shows a room: people, latest messages', (room) => get(`rooms/${segment(room)}`, showRoom)],
    people: ['', 'lists everybody who is in a room', () => get('people', showPeople)],
    close: [
        'ROOM REASON…',
        'disconnects everybody and lets nobody in',
        (room, reason) => inRoom(room, 'close', { reason }),
    ],
    reopen: ['ROOM', 'opens a closed room again', (room) => inRoom(room, 'reopen')],
    unlist: ['ROOM', 'takes a room off the front page; its owners can list it again', (room) => inRoom(room, 'unlist')],
    list: [
        'ROOM on|off|hide-topic|show-topic|pick|unpick',
        'decides how the front page shows a room, whatever its owners do',
        (room, change) => inRoom(room, 'list', { change: oneOf(change, LISTING_CHANGES) }),
    ],
    listing: [
        'by-owners|by-hand|as-deployed',
        'says whether the front page shows only rooms that were picked',
        (rule) => change({ listing: LISTING_RULES[oneOf(rule, Object.keys(LISTING_RULES))] }),
    ],
    delete: ['ROOM', 'deletes a room with everything in it', (room) => inRoom(room, 'delete', { confirm: room })],
    remove: ['ROOM NUMBER', 'removes a message', (room, seq) => inRoom(room, 'remove', { seq })],
    'remove-all': ['ROOM MEMBER', 'removes all messages of somebody', (...at) => onPerson(...at, 'remove-messages')],
    mute: [
        'ROOM MEMBER TERM REASON…?',
        'lets somebody say nothing (10m, 1h, 1d)',
        (room, member, term, reason) => onPerson(room, member, 'mute', { term: milliseconds(term), reason }),
    ],
    unmute: ['ROOM MEMBER', 'lets them speak again', (...at) => onPerson(...at, 'unmute')],
    ban: [
        'ROOM MEMBER TERM REASON…?',
        'keeps somebody out (1d, 30d, forever)',
        (room, member, term, reason) => onPerson(room, member, 'ban', { term: milliseconds(term), reason }),
    ],
    unban: ['ROOM MEMBER', 'lets them in again', (...at) => onPerson(...at, 'unban')],
    'sign-out': [
        'ROOM MEMBER',
        'ends their session: their cookie is nobody’s, and their connections in all rooms end',
        (...at) => onPerson(...at, 'sign-out'),
    ],
    settings: ['', 'shows the settings of the site', () => get('settings', showSettings)],
    name: ['TEXT…?', 'calls the site something else; without a text Natter', (name = '') => change({ name })],
    welcome: ['TEXT…?', 'welcomes people on the front page', (welcome = '') => change({ welcome })],
    announce: [
        'TEXT…?',
        'says something on every page; without a text nothing',
        (announcement = '') => change({ announcement }),
    ],
    'read-only': [
        'on|off REASON…?',
        'lets nobody write, and says why',
        (state, reason = '') => change(isOn(state) ? { read_only: 'yes', reason } : { read_only: '', reason: '' }),
    ],
    starters: [
        'everybody|operator',
        'says who starts rooms',
        (starters) => change({ starters: oneOf(starters, ['everybody', 'operator']) }),
    ],
    'under-attack': [
        'on|off',
        'makes the limits stricter',
        (state) => change({ under_attack: isOn(state) ? 'yes' : '' }),
    ],
    export: [
        'ROOM FILE',
        'writes a room to a file: .ndjson to bring it back, .html to read it',
        (room, file) => job('export a room', async (send) => {
            await exportRoom(send, room, file);
            return `${room} is in ${file}.`;
        }),
    ],
    'export-all': [
        'FOLDER',
        'writes all rooms and the settings of the site to a folder',
        (folder) => job('export the site', async (send, tell) => {
            return `${await exportSite(send, folder, tell)} rooms and the settings are in ${folder}.`;
        }),
    ],
    import: [
        'FILE ROOM?',
        'brings a room back that does not exist any more, or under another address',
        (file, room) => {
            const found = describe(file);
            const to = room ?? found.room;
            const does = `import ${found.messages} messages of ${found.members} people into ${to}`;
            return changeJob(does, async (send) => {
                await importRoom(send, file, to);
                return `${to} is back, with ${found.messages} messages.`;
            });
        },
    ],
    'import-all': [
        'FOLDER',
        'brings all rooms and the settings of the site back',
        (folder) => changeJob(`import what is in ${folder}`, async (send, tell) => {
            return `${await importSite(send, folder, tell)} rooms are back, and the settings.`;
        }),
    ],
    reship: [
        'ROOM?',
        'gives D1 once more what a room has, or all rooms: after D1 went back in time',
        (room) => changeJob(`send ${room ?? 'all rooms'} to D1 again`, async (send, tell) => {
            const rooms = room ? [room] : await allRooms(send);
            let sent = 0;
            for (const one of rooms) {
                const said = await (room ? reship(send, one) : stillThere(one, tell, () => reship(send, one)));
                if (said === undefined) continue;
                tell(said);
                sent += 1;
            }
            return `${sent} sent again.`;
        }),
    ],
    forget: [
        'MEMBER ROOM?',
        'forgets somebody: their names and texts, in one room or all',
        (typed, room) => {
            const member = memberOf(typed);
            return changeJob(`forget ${member} in ${room ?? 'all rooms'}`, async (send, tell) => {
                const messages = await (room ? forgetIn(send, room, member) : forgetEverywhere(send, member, tell));
                if (messages === 0) return `Nothing of ${member} was found. bin/operate room ROOM shows who is who.`;
                return `${member} is forgotten: ${messages} messages changed.`;
            });
        },
    ],
    reports: ['', 'lists messages that people reported', () => get('reports', showReports)],
    'close-reports': [
        'ROOM NUMBER resolve|dismiss|remove',
        'closes the reports of a message (remove: and removes it)',
        (room, seq, verdict) => post('reports', { room, seq, verdict: oneOf(verdict, VERDICTS) }),
    ],
    sanctions: ['', 'lists who is muted or banned, in all rooms', () => get('sanctions', showSanctions)],
    audit: ['', 'shows what was done with the key', () => get('audit', showAudit)],
};

function oneOf(given, known) {
    if (!known.includes(given)) throw new Mistake(`“${given}” is none of: ${known.join(', ')}.`);
    return given;
}

function isOn(state) {
    return oneOf(state, ['on', 'off']) === 'on';
}

function milliseconds(term) {
    return String(TERMS[oneOf(term, Object.keys(TERMS))]);
}

// An id, which is what tells two people of one name apart.
function memberOf(typed) {
    if (!/^[a-z2-7]{16}$/.test(typed)) throw new Mistake(`“${typed}” is no id. bin/operate room ROOM shows them.`);
    return typed;
}

function segment(text) {
    return encodeURIComponent(text);
}

// What was typed, as the command takes it.
function argumentsOf(command, typed) {
    const names = COMMANDS[command][0].split(' ').filter(Boolean);
    const needed = names.filter((name) => !name.endsWith('?'));
    const takesAll = names.at(-1)?.includes('…');
    if (typed.length < needed.length || (!takesAll && typed.length > names.length)) {
        throw new Mistake(`Use it like this: bin/operate ${command} ${COMMANDS[command][0].replaceAll('?', '')}`);
    }
    if (!takesAll) return typed;
    const last = typed.slice(names.length - 1);
    return [...typed.slice(0, names.length - 1), ...(last.length > 0 ? [last.join(' ')] : [])];
}

function help() {
    const rows = Object.entries(COMMANDS).map(([name, [takes, does]]) => [`${name} ${takes}`.trim(), does]);
    const width = Math.max(...rows.map(([usage]) => usage.length));
    return [
        'bin/operate [--local | --env NAME] [--dry-run] [--json] COMMAND',
        '',
        ...rows.map(([usage, does]) => `  ${usage.padEnd(width)}  ${does}`),
        '',
        'The address and the key are NATTER_URL and OPERATOR_KEY, or stand in a file that only you can',
        'read (chmod 600): .dev.vars for --local, .operate.NAME for --env NAME, with these two lines.',
    ].join('\n');
}

function options(typed) {
    const given = { env: 'local', dryRun: false, json: false, words: [] };
    for (let at = 0; at < typed.length; at += 1) {
        const word = typed[at];
        if (given.words.length > 0 || !word.startsWith('--')) given.words.push(word);
        else if (word === '--local') given.env = 'local';
        else if (word === '--dry-run') given.dryRun = true;
        else if (word === '--json') given.json = true;
        else if (word === '--env' && typed[at + 1]) given.env = typed[(at += 1)];
        else throw new Mistake(`There is no option ${word}. See bin/operate help.`);
    }
    // Behind the command too: `bin/operate close garden Spam --dry-run`.
    for (const [word, field] of [['--dry-run', 'dryRun'], ['--json', 'json']]) {
        if (!given.words.includes(word)) continue;
        given[field] = true;
        given.words = given.words.filter((other) => other !== word);
    }
    return given;
}

// Where the site is, and the key of its operator.
function account(env) {
    const file = env === 'local' ? '.dev.vars' : `.operate.${env}`;
    const { NATTER_URL, OPERATOR_KEY } = process.env;
    const stored = !(NATTER_URL && OPERATOR_KEY) && fs.existsSync(file) ? readPrivate(file) : {};
    const url = NATTER_URL ?? stored.NATTER_URL ?? (env === 'local' ? LOCAL : undefined);
    const key = OPERATOR_KEY ?? stored.OPERATOR_KEY;
    if (!key) throw new Mistake(`There is no OPERATOR_KEY, neither in the environment nor in ${file}.`);
    if (!url) throw new Mistake(`There is no NATTER_URL, neither in the environment nor in ${file}.`);
    const { protocol, hostname } = new URL(url);
    if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
        throw new Mistake(`${url} is not https: everybody on the way would read the key.`);
    }
    return { url: url.replace(/\/$/, ''), key };
}

function readPrivate(file) {
    if (fs.statSync(file).mode & 0o077) throw new Mistake(`Others can read ${file}. Run: chmod 600 ${file}`);
    const lines = fs.readFileSync(file, 'utf8').split('\n');
    const settings = lines.map((line) => /^\s*([A-Z_]+)\s*=\s*"?(.*?)"?\s*$/.exec(line));
    return Object.fromEntries(settings.filter(Boolean).map(([, name, value]) => [name, value]));
}

// A request of the operator: of a path alone, or with something that is posted there.
async function send({ url, key }, path, body) {
    const headers = { Authorization: `Bearer ${key}` };
    if (typeof body === 'string') headers['Content-Type'] = 'application/x-ndjson';
    const method = body === undefined ? 'GET' : 'POST';
    let answer;
    try {
        answer = await fetch(`${url}/api/operate/${path}`, { method, headers, body, redirect: 'error' });
    } catch (error) {
        throw new Mistake(`${url} does not answer (${error.cause?.code ?? error.message}).`);
    }
    if (answer.ok) return answer;
    if (answer.status === 404 && path === 'rooms') throw new Mistake(`${url} has no OPERATOR_KEY, or is no Natter.`);
    let message = `${url} answered ${answer.status}, and not as Natter does.`;
    try {
        message = JSON.parse(await answer.text()).error.message;
    } catch {
        // It is somebody else who answers.
    }
    const mistake = new Mistake(message);
    throw Object.assign(mistake, { status: answer.status, retryAfter: answer.headers.get('retry-after') });
}

async function ask(site, { method, path, fields }) {
    // Only what was given: the rest stays.
    const given = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined);
    const answer = await send(site, path, method === 'POST' ? new URLSearchParams(given) : undefined);
    try {
        return await answer.json();
    } catch {
        throw new Mistake(`${site.url} answered ${answer.status}, and not as Natter does.`);
    }
}

async function reship(send, room) {
    const { oldest_at: oldest, before_at: before } = await (await send(`rooms/${segment(room)}/reship`, '')).json();
    if (!oldest) return `${room}: nothing was said`;
    const since = `${room}: D1 gets everything from ${oldest} on`;
    return before ? `${since}, and has what was before ${before}` : `${since}, and has nothing from before`;
}

function table(rows) {
    if (rows.length === 0) return 'None.';
    const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column]).length)));
    const line = (row) => row.map((cell, column) => String(cell).padEnd(widths[column])).join('  ').trimEnd();
    return rows.map(line).join('\n');
}

// What people typed is shown, and does nothing to the terminal.
function plain(text) {
    return String(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�');
}

function more(next) {
    return next ? '\n(There is more: see the page /operate, or --json.)' : '';
}

function showRooms({ rooms, next }) {
    const rows = rooms.map(({ room, title, access, people, messages, bytes }) => [
        room, access, people, messages, `${(bytes / 1e6).toFixed(1)} MB`, plain(title),
    ]);
    return table([['ROOM', 'ACCESS', 'PEOPLE', 'MESSAGES', 'SIZE', 'TITLE'], ...rows]) + more(next);
}

function showRoom({ room, title, topic, access, closed, users, messages }) {
    const who = ({ name, member }) => `${plain(name)} (${member})`;
    const said = messages.map((message) => [message.seq, message.said_at, who(message), plain(message.text)]);
    return [
        `${room}  ${access}  ${plain(title)}  ${plain(topic)}`.trimEnd(),
        ...(closed ? [`closed: ${plain(closed)}`] : []),
        '', 'Here now:', ...users.map((user) => `  ${who(user)}`),
        '', 'Latest messages:', table(said),
    ].join('\n');
}

function showPeople({ people, next }) {
    const rows = people.map(({ member, name, rooms }) => [member, plain(name), rooms.join(' ')]);
    return table([['MEMBER', 'NAME', 'ROOMS'], ...rows]) + more(next);
}

function showReports({ reports, more: hasMore }) {
    const rows = reports.map(({ room, seq, at, name, member, reason, note }) => [
        room, seq, at, reason, `${plain(name)} (${member})`, plain(note),
    ]);
    return table([['ROOM', 'NUMBER', 'WHEN', 'WHY', 'WHO', 'NOTE'], ...rows]) + more(hasMore);
}

function showSanctions({ sanctions, next }) {
    const rows = sanctions.map(({ room, member, name, kind, until, by_name: by, reason }) => [
        room, kind, until ?? 'forever', `${plain(name)} (${member})`, plain(by), plain(reason),
    ]);
    return table([['ROOM', 'WHAT', 'UNTIL', 'WHO', 'BY', 'REASON'], ...rows]) + more(next);
}

function showSettings(settings) {
    return table(Object.entries(settings).map(([name, value]) => [name, plain(value ?? '')]));
}

function showAudit({ entries, next }) {
    const rows = entries.map(({ at, action, room, detail, way }) => [at, action, room, plain(detail), way]);
    return table([['WHEN', 'WHAT', 'ROOM', 'DETAIL', 'HOW'], ...rows]) + more(next);
}

async function main(typed) {
    const { env, dryRun, json, words: [command = 'help', ...rest] } = options(typed);
    if (command === 'help') return help();
    if (!Object.hasOwn(COMMANDS, command)) throw new Mistake(`There is no command “${command}”. See bin/operate help.`);
    const request = COMMANDS[command][2](...argumentsOf(command, rest));
    const site = account(env);
    // A backup holds everything that is secret of a room.
    process.umask(0o077);
    if (request.run) {
        if (dryRun && request.method === 'POST') return `Would ${request.does}, on ${site.url}.`;
        const tell = (line) => console.error(line);
        return request.run((path, body) => send(site, path, body), tell);
    }
    if (dryRun && request.method === 'POST') {
        const fields = Object.entries(request.fields).filter(([, value]) => value !== undefined);
        const says = fields.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(' ');
        return `Would be sent to ${site.url}: ${request.path} ${says}`.trimEnd();
    }
    const answer = await ask(site, request);
    if (json) return JSON.stringify(answer, null, 2);
    return request.show ? request.show(answer) : 'Done.';
}

try {
    console.log(await main(process.argv.slice(2)));
} catch (error) {
    if (!(error instanceof Mistake)) throw error;
    console.error(`natter: ${error.message}`);
    process.exitCode = 1;
}
