// What the headers of a Natter over https are worth: its content security policies by Google's CSP
// Evaluator, its front page by the table of MDN's HTTP Observatory. Asks a server that runs, whose
// certificate nobody vouches for. A system test runs it.
//
//     node tools/observatory.mjs https://127.0.0.1:8787 /path…

import https from 'node:https';
import { fileURLToPath } from 'node:url';

import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js';
import { Severity } from 'csp_evaluator/dist/finding.js';
import { CspParser } from 'csp_evaluator/dist/parser.js';

// The goal. Without the list of sites that browsers know beforehand (HSTS preload), on which a site
// is put by whoever owns its domain: it would give 5 more.
const SCORE_MIN = 150;

const BASE = 100;
// Below it nothing is added.
const BONUS_FROM = 90;
const HALF_A_YEAR_S = 15_768_000;

// What the evaluator says of a policy that is serious: medium or worse. It says of 'self' that it
// may be a risk where others can upload scripts, which is less; of 'unsafe-eval' the same, which is
// too little for us.
export function findingsIn(policy) {
    const findings = new CspEvaluator(new CspParser(policy).csp).evaluate();
    const serious = findings.filter(({ severity }) => severity <= Severity.MEDIUM);
    const said = serious.map(({ directive, value, description }) => `${directive} ${value ?? ''}: ${description}`);
    if (policy.includes("'unsafe-")) said.push('something is unsafe-');
    if (!policy.startsWith("default-src 'none';")) said.push('what no rule names is allowed');
    return said;
}

// By the table of https://github.com/mdn/mdn-http-observatory (src/grader/charts.js, as of
// 2026-08-19, commit 2d230d2: the first that counts COOP and COEP, without which 135 points are
// the most that headers give), as far as we use it: each test, and what it takes or gives. What the
// table knows and this does not counts as bad. The test of redirects, which the platform answers,
// and that of subresource integrity (5 more) are left out.
export function testsOf(headers) {
    const policy = new Map(
        (headers['content-security-policy'] ?? '').split(';').map((part) => part.trim().split(/\s+/))
            .map(([name, ...values]) => [name, values.join(' ')]),
    );
    const scripts = policy.get('script-src') ?? policy.get('default-src') ?? '';
    const styles = policy.get('style-src') ?? policy.get('default-src') ?? '';
    const isSafe = policy.has('default-src') && /^'(self|none)'$/.test(policy.get('form-action') ?? '') &&
        !/unsafe|data:|https?:(\s|$)|\*/.test(`${scripts} ${styles}`);
    const cookies = headers['set-cookie'] ?? [];
    const isSet = (cookie, attribute) => new RegExp(`;\\s*${attribute}(;|=|$)`, 'i').test(cookie);
    const isProtected = cookies.every((cookie) => ['Secure', 'HttpOnly', 'SameSite'].every((it) => isSet(cookie, it)));
    const lasts = Number(/max-age=(\d+)/.exec(headers['strict-transport-security'] ?? '')?.[1] ?? 0);
    const isPrivate = /^(no-referrer|same-origin|strict-origin|strict-origin-when-cross-origin)$/;
    const is = (name, value) => headers[name] === value;
    return [
        ['content-security-policy', isSafe ? (policy.get('default-src') === "'none'" ? 10 : 5) : -25],
        ['cookies', cookies.length === 0 ? 0 : isProtected ? 5 : -40],
        ['cross-origin-resource-sharing', headers['access-control-allow-origin'] === undefined ? 0 : -50],
        ['referrer-policy', isPrivate.test(headers['referrer-policy'] ?? '') ? 5 : -5],
        ['strict-transport-security', lasts >= HALF_A_YEAR_S ? 0 : -20],
        ['x-content-type-options', is('x-content-type-options', 'nosniff') ? 0 : -5],
        ['x-frame-options', policy.get('frame-ancestors') === "'none'" ? 5 : -20],
        ['cross-origin-resource-policy', is('cross-origin-resource-policy', 'same-origin') ? 10 : 0],
        ['cross-origin-embedder-policy', is('cross-origin-embedder-policy', 'require-corp') ? 10 : 0],
        ['cross-origin-opener-policy', is('cross-origin-opener-policy', 'same-origin') ? 10 : 0],
    ];
}

export function scoreOf(tests) {
    const sum = (values) => values.reduce((total, value) => total + value, 0);
    const values = tests.map(([, value]) => value);
    const score = BASE + sum(values.filter((value) => value < 0));
    return Math.max(0, score < BONUS_FROM ? score : score + sum(values.filter((value) => value > 0)));
}

function headersOf(url) {
    return new Promise((resolve, reject) => {
        // The server has made its certificate itself.
        https.get(url, { rejectUnauthorized: false }, (response) => {
            response.resume();
            response.on('end', () => resolve({ status: response.statusCode, ...response.headers }));
        }).on('error', reject);
    });
}

async function main([origin, ...paths]) {
    const problems = [];
    for (const path of paths) {
        const headers = await headersOf(new URL(path, origin));
        const policy = headers['content-security-policy'];
        if (policy === undefined) problems.push(`${path}: no policy`);
        else problems.push(...findingsIn(policy).map((said) => `${path}: ${said}`));
        const tests = testsOf(headers);
        console.log(`${path} ${headers.status} ${scoreOf(tests)}`);
        if (path !== '/') continue;
        for (const [test, value] of tests) console.log(`  ${test} ${value}`);
        const score = scoreOf(tests);
        if (score < SCORE_MIN) problems.push(`the front page scores ${score}, less than ${SCORE_MIN}`);
    }
    for (const problem of problems) console.error(problem);
    if (problems.length > 0) process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
