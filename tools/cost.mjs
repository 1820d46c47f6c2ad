// bin/cost: what Natter costs a month on Cloudflare, and where the free plan ends. It computes and
// asks nobody. docs/cost.md says where the figures come from; its tables are printed by --tables.
//
//     bin/cost PEOPLE MESSAGES HOURS     people, messages of each a day, hours that each is there

// What was counted, for one of each. `bin/bench --only cost` and `--only sleep` count it again.
export const MEASURED = {
    // The message, and what recognises it when it is sent again.
    rowsToSay: 2,
    // Its row goes and its words come into the index, and a twentieth of what a room keeps goes
    // with one row more.
    rowsToPrune: 2.03,
    // How far D1 is, and two alarms: the one that ships, and the next look for ghosts.
    rowsToShip: 3,
    // 158 of a room that slept and wakes, and the rest for pruning: it counts what it keeps.
    rowsReadInRoom: 200,
    d1RowsWritten: 1,
    d1RowsRead: 3.5,
    // Where somebody is connected, and its entry in the index. Who ends a session asks for it.
    d1RowsOfAPersonADay: 2,
    // tools/cost.test.mjs measures it, with texts of 80 characters.
    d1Bytes: 230,
    // Nobody is silent, and nothing happens.
    looksAnHour: 12,
};

// What was not counted, and why we think so.
const ASSUMED = {
    peopleOfARoom: 20,
    // A page that is opened is a visit; so is one that comes back to a phone.
    visitsADay: 3,
    // The page and the upgrade, and the landing page every other time.
    requestsOfAVisit: 2.5,
    callsOfAVisit: 2,
    // The directory and the index of all rooms, for who comes and for who goes.
    d1RowsOfAVisit: 4,
    d1RowsReadOfAVisit: 60,
    // The message itself; what tells of typing, and that a page is read.
    framesOfAMessage: 4,
    // What was said within so long is shipped together.
    secondsOfAShipment: 1,
    // A room cannot sleep while it waits for D1 or for a timer.
    secondsAwakeForAMessage: 1,
    secondsAwakeForAVisit: 10,
};

// Per month, after what the $5 include; per day on the free plan. 2026-11-25, see docs/cost.md.
const PRICES = {
    requests: { free: 100_000, included: 10e6, dollars: 0.3 },
    objectRequests: { free: 100_000, included: 1e6, dollars: 0.15 },
    gbSeconds: { free: 13_000, included: 400_000, dollars: 12.5 },
    roomRowsWritten: { free: 100_000, included: 50e6, dollars: 1 },
    roomRowsRead: { free: 5e6, included: 25e9, dollars: 0.001 },
    d1RowsWritten: { free: 100_000, included: 50e6, dollars: 1 },
    d1RowsRead: { free: 5e6, included: 25e9, dollars: 0.001 },
};
const BASE_DOLLARS = 5;
const DAYS_OF_A_MONTH = 30;
const FRAMES_OF_A_REQUEST = 20;
const GB_OF_AN_OBJECT = 0.128;
const D1_BYTES = { free: 500e6, paid: 10e9 };

const LABELS = {
    requests: 'requests to the Worker',
    objectRequests: 'requests to rooms',
    gbSeconds: 'GB-seconds of rooms that are awake',
    roomRowsWritten: 'rows written in rooms',
    roomRowsRead: 'rows read in rooms',
    d1RowsWritten: 'rows written in D1',
    d1RowsRead: 'rows read in D1',
};

/// What so many people use in a day.
export function usage({ people, messages, hours }) {
    const said = people * messages;
    const rooms = Math.max(1, Math.ceil(people / ASSUMED.peopleOfARoom));
    const visits = people * ASSUMED.visitsADay;
    const roomSeconds = rooms * hours * 3600;
    const shipments = said / (1 + (said / roomSeconds) * ASSUMED.secondsOfAShipment);
    const looks = rooms * hours * MEASURED.looksAnHour;
    const frames = (said * ASSUMED.framesOfAMessage) / FRAMES_OF_A_REQUEST;
    const awake = said * ASSUMED.secondsAwakeForAMessage + visits * ASSUMED.secondsAwakeForAVisit;
    return {
        said,
        rooms,
        requests: visits * ASSUMED.requestsOfAVisit,
        objectRequests: visits * ASSUMED.callsOfAVisit + frames + shipments + looks,
        gbSeconds: Math.min(awake, roomSeconds) * GB_OF_AN_OBJECT,
        gbSecondsIfAwake: roomSeconds * GB_OF_AN_OBJECT,
        roomRowsWritten:
            said * (MEASURED.rowsToSay + MEASURED.rowsToPrune) + shipments * MEASURED.rowsToShip + looks,
        roomRowsRead: said * MEASURED.rowsReadInRoom,
        d1RowsWritten:
            said * MEASURED.d1RowsWritten +
            people * MEASURED.d1RowsOfAPersonADay +
            visits * ASSUMED.d1RowsOfAVisit,
        d1RowsRead: said * MEASURED.d1RowsRead + visits * ASSUMED.d1RowsReadOfAVisit,
        d1Bytes: said * MEASURED.d1Bytes,
    };
}

/// Dollars a month on the paid plan, and what of them is for what.
export function bill(day) {
    const parts = Object.entries(PRICES).map(([name, { included, dollars }]) => {
        const over = Math.max(0, day[name] * DAYS_OF_A_MONTH - included);
        return [name, (over / 1e6) * dollars];
    });
    const dollars = BASE_DOLLARS + parts.reduce((sum, [, part]) => sum + part, 0);
    return { dollars, parts: Object.fromEntries(parts) };
}

/// What the free plan would refuse first in a day; nothing if it is enough.
export function refusedFirst(day) {
    const shares = Object.entries(PRICES).map(([name, { free }]) => ({ name, share: day[name] / free }));
    const [first] = shares.sort((a, b) => b.share - a.share);
    return first.share > 1 ? first : undefined;
}

/// How many messages a day the free plan takes of so many people who are there for so long.
export function freeMessages(people, hours) {
    let [least, most] = [0, 1e6];
    while (most - least > 1) {
        const middle = Math.floor((least + most) / 2);
        if (refusedFirst(usage({ people, messages: middle / people, hours }))) most = middle;
        else least = middle;
    }
    return least;
}

const number = (n) => (n < 100 ? Math.round(n) : Number(n.toPrecision(2))).toLocaleString('en');
const dollars = (n) => `$${n < 10 ? n.toFixed(2) : Math.round(n).toLocaleString('en')}`;
const days = (n) => (n < 90 ? `${number(n)} days` : n < 720 ? `${number(n / 30)} months` : `${number(n / 365)} years`);

/// The lines of the answer: a label, and what it is for a case.
const LINES = [
    ['messages a day', (day) => number(day.said)],
    ['rooms', (day) => number(day.rooms)],
    ...Object.entries(LABELS).map(([name, label]) => [`${label} a day`, (day) => number(day[name])]),
    ['**a month**', (day) => `**${refusedFirst(day) ? dollars(bill(day).dollars) : '$0'}**`],
    ['…on the paid plan', (day) => dollars(bill(day).dollars)],
    ['…of it for rows written in rooms', (day) => dollars(bill(day).parts.roomRowsWritten)],
    ['…of it for rooms that are awake', (day) => dollars(bill(day).parts.gbSeconds)],
    ['…if rooms never slept', (day) => dollars(bill({ ...day, gbSeconds: day.gbSecondsIfAwake }).dollars)],
    [
        'the free plan ends with',
        (day) => {
            const first = refusedFirst(day);
            return first ? `${LABELS[first.name]} (${first.share.toFixed(1)} times)` : 'nothing: it is enough';
        },
    ],
    ['messages a day that it takes', (_, { people, hours }) => number(freeMessages(people, hours))],
    ['D1 with 500 MB is full after', (day) => days(D1_BYTES.free / day.d1Bytes)],
    ['D1 with 10 GB is full after', (day) => days(D1_BYTES.paid / day.d1Bytes)],
];

const title = ({ people, messages, hours }) =>
    `${people.toLocaleString('en')} people, ${messages} messages each, ${hours} hours`;

/// The answer for some cases, as a table.
export function table(cases) {
    const columns = cases.map((one) => [usage(one), one]);
    const row = (cells) => `| ${cells.join(' | ')} |`;
    return [
        row(['', ...cases.map(title)]),
        row(['---', ...cases.map(() => '---')]),
        ...LINES.map(([label, of]) => row([label, ...columns.map((column) => of(...column))])),
    ].join('\n');
}

/// The cases of docs/cost.md.
export const CASES = [
    { people: 50, messages: 30, hours: 4 },
    { people: 1_000, messages: 50, hours: 8 },
    { people: 10_000, messages: 50, hours: 8 },
];

const USAGE = 'bin/cost PEOPLE MESSAGES HOURS, as in bin/cost 1000 50 8: messages of each person and hours, a day.';

if (process.argv[1] === import.meta.filename) {
    const [people, messages, hours] = process.argv.slice(2).map(Number);
    if (process.argv[2] === '--tables') {
        console.log(table(CASES));
    } else if (people >= 1 && messages >= 0 && hours > 0 && hours <= 24 && process.argv.length === 5) {
        console.log(table([{ people, messages, hours }]));
    } else {
        console.error(USAGE);
        process.exitCode = 2;
    }
}
