// The Pages project in front of the Worker (docs/pages.md): a name, and a function that passes on
// every request.

import fs from 'node:fs';

import { Refusal, inPrivateFolder, jsonIn, notedIn, run, say, wrangler } from './wrangler.mjs';

// Cloudflare makes a deployment the project's own if it is of this branch. Any other is a preview.
const BRANCH = 'main';

function projectName() {
    const [, name] = /^name = "(.*)"/m.exec(fs.readFileSync('pages/wrangler.toml', 'utf8')) ?? [];
    if (name === undefined) throw new Refusal('pages/wrangler.toml has no line `name = "…"`. Put it back.');
    return name;
}

async function hasProject(name) {
    const { out } = await wrangler('Listing the Pages projects', ['pages', 'project', 'list', '--json']);
    return (jsonIn(out) ?? []).some((project) => (project['Project Name'] ?? project.name) === name);
}

// Deploys it. Returns its address.
export async function deployPages({ message, commit }) {
    const name = projectName();
    if (!(await hasProject(name))) {
        say(`creating the Pages project ${name}`);
        const create = ['pages', 'project', 'create', name, '--production-branch', BRANCH];
        await wrangler('Creating the Pages project', create);
    }
    say(`deploying the Pages project ${name}`);
    return inPrivateFolder(async (folder) => {
        const notes = `${folder}/notes`;
        const args = ['pages', 'deploy', '--branch', BRANCH, '--commit-message', message, '--commit-dirty=true'];
        if (commit) args.push('--commit-hash', commit);
        const env = { WRANGLER_OUTPUT_FILE_PATH: notes };
        await wrangler('The deploy of the Pages project', args, { shown: true, cwd: 'pages', env });
        const { url } = notedIn(notes).find(({ type }) => type === 'pages-deploy') ?? {};
        // `https://0a1b2c3d.natter-pages.pages.dev` stays this deployment; without the first part it is
        // whatever is deployed last.
        return url && `https://${new URL(url).hostname.split('.').slice(1).join('.')}`;
    });
}

// Removes it, if it is there.
export async function removePages() {
    const name = projectName();
    if (!(await hasProject(name))) return;
    say(`deleting the Pages project ${name}`);
    const { code, out, err } = await run('wrangler', ['pages', 'project', 'delete', name, '--yes']);
    if (code !== 0) throw new Refusal(`The Pages project could not be deleted: ${out}${err}`);
}
