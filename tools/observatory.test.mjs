// That what looks at headers finds what is wrong with them.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findingsIn, scoreOf, testsOf } from './observatory.mjs';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; " +
    "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
const GOOD = {
    'content-security-policy': POLICY,
    'set-cookie': ['__Host-natter=1; Path=/; Max-Age=1; HttpOnly; SameSite=Lax; Secure'],
    'referrer-policy': 'same-origin',
    'strict-transport-security': 'max-age=63072000; includeSubDomains',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-opener-policy': 'same-origin',
};
const score = (changes) => scoreOf(testsOf({ ...GOOD, ...changes }));

test('a score is the sum of its tests', () => {
    assert.equal(score({}), 155);
    assert.equal(score({ 'set-cookie': undefined }), 150);
    assert.equal(score({ 'cross-origin-opener-policy': undefined }), 145);
    assert.equal(score({ 'content-security-policy': POLICY.replace("'none'", "'self'") }), 150);
});

test('a penalty takes the bonuses too', () => {
    assert.equal(score({ 'strict-transport-security': undefined }), 80);
    assert.equal(score({ 'strict-transport-security': 'max-age=100' }), 80);
    assert.equal(score({ 'set-cookie': ['natter=1; Path=/; HttpOnly; SameSite=Lax'] }), 60);
    assert.equal(score({ 'content-security-policy': undefined }), 55, 'and no frame is kept out');
    assert.equal(score({ 'content-security-policy': POLICY.replace("'self'", "'unsafe-inline'") }), 75);
    assert.equal(score({ 'content-security-policy': POLICY.replace("form-action 'self'; ", '') }), 75);
});

test('a serious hole in a policy is found', () => {
    assert.deepEqual(findingsIn(POLICY), []);
    for (const hole of [
        POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
        POLICY.replace("script-src 'self'", 'script-src https:'),
        POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-eval'"),
        POLICY.replace("default-src 'none'; script-src 'self'; ", ''),
    ]) {
        assert.notDeepEqual(findingsIn(hole), [], hole);
    }
});
