// Backups, for bin/operate: rooms become files and files become rooms, part by part. A part is what
// one request may read or write. docs/backup.md has the format.

import fs from 'node:fs';
import path from 'node:path';

// Bytes of a part that is sent. The Worker takes four times as many.
const PART_BYTES = 1_000_000;

// How often a part is sent again that was not taken, and how long that waits at the most.
const TRIES = 5;
const LONGEST_WAIT_S = 30;

export class Mistake extends Error {}

// Everything that was said in a room, and whose it is. `send` makes a request of the operator.
export async function exportRoom(send, room, file) {
    const format = path.extname(file).slice(1);
    if (!['ndjson', 'html'].includes(format)) throw new Mistake(`${file} is neither a .ndjson nor a .html file.`);
    const unfinished = `${file}.unfinished`;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.rmSync(unfinished, { force: true });
    let at = `rooms/${encodeURIComponent(room)}/export.${format}`;
    let parts = 0;
    while (at) {
        const answer = await taken(() => send(at));
        const text = await answer.text();
        const next = /<([^>]*)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
        parts += 1;
        if (format === 'ndjson') fs.appendFileSync(unfinished, next ? withoutLastLine(text) : text);
        else fs.writeFileSync(parts === 1 ? unfinished : numbered(file, parts), text);
        at = next?.replace('/api/operate/', '');
    }
    // Whoever finds the file finds all of it.
    fs.renameSync(unfinished, file);
    return parts;
}

// The line that says that there is more: what follows it is here.
function withoutLastLine(text) {
    return text.slice(0, text.trimEnd().lastIndexOf('\n') + 1);
}

function numbered(file, part) {
    const { dir, name, ext } = path.parse(file);
    return path.join(dir, `${name}-${part}${ext}`);
}

// What a file has, without a word of it.
export function describe(file) {
    const lines = read(file);
    const room = JSON.parse(lines[0]);
    const count = (type) => lines.filter((line) => line.startsWith(`{"type":"${type}"`)).length;
    return { room: room.room, exportedAt: room.exported_at, messages: count('message'), members: count('member') };
}

function read(file) {
    if (!fs.existsSync(file)) throw new Mistake(`There is no file ${file}.`);
    const lines = fs.readFileSync(file, 'utf8').split('\n').filter((line) => line.trim() !== '');
    const type = (line) => {
        try {
            return JSON.parse(line ?? '').type;
        } catch {
            return undefined;
        }
    };
    if (type(lines[0]) !== 'room') throw new Mistake(`${file} does not begin with a room: it is no backup.`);
    if (type(lines.at(-1)) !== 'end') throw new Mistake(`${file} has no end: a part of it is missing.`);
    return lines;
}

// Brings a file into a room that does not exist. One that came in half is begun anew, and goes on.
export async function importRoom(send, file, room) {
    const lines = read(file);
    const of = JSON.parse(lines[0]).exported_at;
    const at = `rooms/${encodeURIComponent(room)}/import`;
    let part = [];
    let bytes = 0;
    let isFirst = true;
    const give = async () => {
        const body = part.join('\n');
        await taken(() => send(isFirst ? at : `${at}?of=${of}`, body));
        [part, bytes, isFirst] = [[], 0, false];
    };
    for (const line of lines) {
        if (part.length > 0 && bytes + line.length > PART_BYTES) await give();
        part.push(line);
        bytes += Buffer.byteLength(line);
    }
    await give();
}

// What the site is called, what its operator decided about it and about the list of rooms, and all
// rooms.
export async function exportSite(send, folder, tell) {
    // Rooms that were deleted since would come back with the others.
    if (fs.existsSync(folder) && fs.readdirSync(folder).length > 0) {
        throw new Mistake(`${folder} is not empty. Give a folder that does not exist yet.`);
    }
    fs.mkdirSync(path.join(folder, 'rooms'), { recursive: true });
    const settings = await (await send('settings')).json();
    const { decisions } = await (await send('listing')).json();
    const rooms = await allRooms(send);
    let written = 0;
    for (const room of rooms) {
        const file = path.join(folder, 'rooms', `${room}.ndjson`);
        if (await stillThere(room, tell, () => exportRoom(send, room, file))) {
            tell(room);
            written += 1;
        }
    }
    const site = { ...settings, listing_decisions: decisions };
    fs.writeFileSync(path.join(folder, 'site.json'), `${JSON.stringify(site, null, 2)}\n`);
    return written;
}

// What is done in a room, unless it does not exist any more: the list is a copy, and may be older.
export async function stillThere(room, tell, act) {
    try {
        return await act();
    } catch (error) {
        if (![404, 410].includes(error.status)) throw error;
        tell(`${room}: does not exist any more`);
        return undefined;
    }
}

export async function importSite(send, folder, tell) {
    const site = path.join(folder, 'site.json');
    if (!fs.existsSync(site)) throw new Mistake(`${folder} has no site.json: it is no backup of a whole site.`);
    const files = fs.readdirSync(path.join(folder, 'rooms')).filter((name) => name.endsWith('.ndjson')).sort();
    for (const name of files) {
        const room = path.basename(name, '.ndjson');
        try {
            await importRoom(send, path.join(folder, 'rooms', name), room);
            tell(room);
        } catch (error) {
            // From a run before this one, which broke off.
            if (error.status !== 409) throw error;
            tell(`${room}: somebody has already been there`);
        }
    }
    const kept = JSON.parse(fs.readFileSync(site, 'utf8'));
    const { read_only: reason, under_attack: underAttack, listing_decisions: decisions = [], ...settings } = kept;
    const fields = { ...settings, under_attack: underAttack ? 'yes' : '', read_only: reason === null ? '' : 'yes' };
    // What is not set is empty in a form.
    const typed = Object.entries({ ...fields, reason }).map(([field, value]) => [field, value ?? '']);
    await taken(() => send('settings', new URLSearchParams(typed)));
    for (const { room, off, hides_topic: hidesTopic, picked } of decisions) {
        for (const change of [off && 'off', hidesTopic && 'hide-topic', picked && 'pick'].filter(Boolean)) {
            await taken(() => send(`rooms/${encodeURIComponent(room)}/list`, new URLSearchParams({ change })));
        }
    }
    return files.length;
}

export async function allRooms(send) {
    const rooms = [];
    let at = 'rooms';
    while (at) {
        const { rooms: page, next } = await (await send(at)).json();
        rooms.push(...page.map(({ room }) => room));
        at = next?.replace('/api/operate/', '');
    }
    return rooms;
}

// Who somebody is in each room that they are or were connected to.
async function everywhere(send, member) {
    const { rooms } = await (await send(`people/${encodeURIComponent(member)}`)).json();
    return new Map(rooms.map(({ room, member: known }) => [room, known]));
}

// Ends the session of somebody in all rooms.
async function signOut(send, room, member) {
    const path = `rooms/${encodeURIComponent(room)}/people/${encodeURIComponent(member)}/sign-out`;
    await taken(() => send(path, new URLSearchParams()));
}

// Forgets somebody in a room. Returns how many messages changed.
export async function forgetIn(send, room, member) {
    let messages = 0;
    for (;;) {
        const path = `rooms/${encodeURIComponent(room)}/people/${encodeURIComponent(member)}/forget`;
        const answer = await (await taken(() => send(path, new URLSearchParams()))).json();
        messages += answer.messages;
        if (answer.done) return messages;
    }
}

// Forgets somebody in all rooms, and ends their session. Returns how many messages changed.
export async function forgetEverywhere(send, member, tell) {
    const known = await everywhere(send, member);
    let messages = 0;
    for (const room of await allRooms(send)) {
        const changed = (await stillThere(room, tell, () => forgetIn(send, room, known.get(room) ?? member))) ?? 0;
        if (changed > 0) tell(`${room}: ${changed} messages`);
        messages += changed;
    }
    for (const [room, id] of [...known].slice(0, 1)) await signOut(send, room, id);
    return messages;
}

// What a request is answered that may have to wait: for D1, or for the limit of an address.
async function taken(request) {
    for (let tries = 1; ; tries += 1) {
        try {
            return await request();
        } catch (error) {
            if (tries === TRIES || ![429, 503].includes(error.status)) throw error;
            const seconds = Math.min(Number(error.retryAfter) || 1, LONGEST_WAIT_S);
            await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
        }
    }
}
