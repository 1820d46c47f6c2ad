// Who serves a state folder (local rooms and D1). Two servers on one folder are two objects for the
// same room: both give their next message the same number, and the storage refuses one of them.
//
//     node tools/state_folder.mjs claim FOLDER PROCESS ADDRESS
//     node tools/state_folder.mjs check FOLDER
//
// `claim` writes down, in the folder, that PROCESS serves it at ADDRESS; it fails with a sentence
// if somebody else does, or if the folder cannot be written. `check` only fails if a bin/dev does.
// Nobody has to take back a claim: it holds as long as the process lives.

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const CLAIM = 'served-by.json';
// Two that start in the same moment, after a crash.
const TRIES = 10;

class Complaint extends Error {}

function output(command, ...args) {
    try {
        return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    } catch {
        return '';
    }
}

// A process: its parent, when it began, its command line. Its number alone is not enough, as that
// is given to another one some day. Linux may lack `ps`, macOS has no /proc.
function processOf(pid) {
    if (!fs.existsSync('/proc/self/stat')) {
        const [parent, ...words] = output('ps', '-o', 'ppid=,lstart=,args=', '-p', String(pid)).split(/ +/);
        if (!parent) return undefined;
        return { parent: Number(parent), start: words.slice(0, 5).join(' '), line: words.slice(5).join(' ') };
    }
    try {
        // `pid (name) state parent …`; the name may hold anything. When it began is field 22.
        const about = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
        const [state, parent, ...rest] = about.slice(about.lastIndexOf(')') + 2).split(' ');
        const line = fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return state === 'Z' ? undefined : { parent: Number(parent), start: rest[17], line };
    } catch {
        return undefined;
    }
}

// What a claim says, if its process lives.
function livingClaim(file) {
    let claim;
    try {
        claim = JSON.parse(fs.readFileSync(file, 'utf8'));
    } catch {
        return undefined;
    }
    return processOf(claim.pid)?.start === claim.start ? claim : undefined;
}

// Processes of the local runtime that have files of the folder open: of a plain `wrangler dev`, or
// left over.
function runtimesIn(folder) {
    if (!fs.existsSync('/proc/self/fd')) {
        return output('lsof', '-t', '-a', '-c', 'workerd', '+D', folder).split('\n').filter(Boolean);
    }
    const within = fs.realpathSync(folder) + path.sep;
    const open = (pid) => {
        try {
            if (path.basename(fs.readlinkSync(`/proc/${pid}/exe`)) !== 'workerd') return [];
            return fs.readdirSync(`/proc/${pid}/fd`).map((fd) => fs.readlinkSync(`/proc/${pid}/fd/${fd}`));
        } catch {
            // It has just ended, or is somebody else's.
            return [];
        }
    };
    const pids = fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
    return pids.filter((pid) => open(pid).some((file) => file.startsWith(within)));
}

const elsewhere = 'or use a separate folder: bin/dev --port 9000 --persist-to FOLDER';

function complainOfClaim(folder, { pid, address }) {
    throw new Complaint(
        `The rooms in ${folder} are already being served at ${address} by process ${pid}. ` +
            `Use that server, stop it, ${elsewhere}`,
    );
}

function nameOf(uid) {
    return output('id', '-nu', String(uid)) || `user ${uid}`;
}

const chooseAnother = 'choose another folder with bin/dev --persist-to FOLDER';

// The folder and all that is in it: after a run as another user a single file may be theirs.
function checkWritable(file) {
    const about = fs.lstatSync(file, { throwIfNoEntry: false });
    if (about === undefined) return;
    const isFolder = about.isDirectory();
    try {
        const { R_OK, W_OK, X_OK } = fs.constants;
        fs.accessSync(file, isFolder ? R_OK | W_OK | X_OK : R_OK | W_OK);
    } catch {
        const [mine, theirs] = [nameOf(process.getuid()), nameOf(about.uid)];
        const owner = mine === theirs ? '' : ` (it belongs to ${theirs})`;
        throw new Complaint(`${mine} cannot write ${file}${owner}. Change that (chown, chmod), or ${chooseAnother}`);
    }
    if (!isFolder) return;
    for (const name of fs.readdirSync(file)) checkWritable(path.join(file, name));
}

function makeFolder(folder) {
    try {
        fs.mkdirSync(folder, { recursive: true });
    } catch (error) {
        const isFile = error.code === 'EEXIST' || error.code === 'ENOTDIR';
        const why = isFile ? 'there is a file with that name' : error.message;
        throw new Complaint(`The folder ${folder} could not be created (${why}). Please ${chooseAnother}`);
    }
}

// Only the first of several makes the file. One whose process is gone is put aside first: by its
// name, so if another has put it aside meanwhile and made a claim of their own, that is put back.
function writeClaim(folder, content) {
    const file = path.join(folder, CLAIM);
    const aside = `${file}.${process.pid}`;
    for (let tries = 0; tries < TRIES; tries += 1) {
        try {
            fs.writeFileSync(file, content, { flag: 'wx' });
            return;
        } catch (error) {
            if (error.code !== 'EEXIST') throw error;
        }
        try {
            fs.renameSync(file, aside);
        } catch (error) {
            if (error.code !== 'ENOENT') throw error;
            continue;
        }
        const living = livingClaim(aside);
        if (living) {
            fs.renameSync(aside, file);
            complainOfClaim(folder, living);
        }
        fs.rmSync(aside);
    }
    throw new Complaint(`Several servers are starting on ${folder} at once. Try again.`);
}

function claim(folder, pid, address) {
    makeFolder(folder);
    checkWritable(folder);
    const living = livingClaim(path.join(folder, CLAIM));
    if (living) complainOfClaim(folder, living);
    const runtimes = runtimesIn(folder);
    if (runtimes.length > 0) {
        throw new Complaint(
            `The rooms in ${folder} are already being served by process ${runtimes[0]} (wrangler dev?). ` +
                `Stop it, ${elsewhere}`,
        );
    }
    writeClaim(folder, JSON.stringify({ pid, start: processOf(pid)?.start ?? '', address }));
}

// The command lines of those who called us, nearest first.
function callers() {
    const lines = [];
    for (let above = processOf(process.ppid); above; above = processOf(above.parent)) lines.push(above.line);
    return lines;
}

function check(folder) {
    // Then it is another folder, as a rule.
    if (callers().some((line) => line.includes('--persist-to'))) return;
    const living = livingClaim(path.join(folder, CLAIM));
    if (!living) return;
    throw new Complaint(
        `bin/dev is already serving the rooms in ${folder} at ${living.address}. Use that server, stop it, ` +
            'or use a separate folder: npx wrangler dev --port 9000 --persist-to FOLDER',
    );
}

const [mode, folder, pid, address] = process.argv.slice(2);
try {
    if (mode === 'claim') claim(folder, Number(pid), address);
    else if (mode === 'check') check(folder);
    else throw new Error('tools/state_folder.mjs is for bin/dev and bin/build: claim FOLDER PROCESS ADDRESS, or check');
} catch (error) {
    if (!(error instanceof Complaint)) throw error;
    process.stderr.write(`natter: ${error.message}\n`);
    process.exit(1);
}
