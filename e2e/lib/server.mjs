// Starts the built program on a copy of the demo, keeps what it says, stops it, and looks whether its log is clean.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BIN = resolve(ROOT, process.env.COTMOC_BIN ?? 'target/debug/cotmoc');
const DEMO_MS = 300_000, START_MS = 30_000, STOP_MS = 15_000;

// scripts/e2e.sh gives one folder to all test files and removes it; a file run alone makes and removes its own.
const shared = process.env.COTMOC_E2E_TMP;
const work = mkdtempSync(join(shared ?? tmpdir(), 'cotmoc-e2e-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

/** The demo, made once for all files that run together. */
function demo() {
  const made = join(shared ?? work, 'demo');
  if (!existsSync(made)) {
    assert.ok(existsSync(BIN), `${BIN} is not there: run \`make build\`, or set COTMOC_BIN`);
    const making = join(work, 'making');
    execFileSync(BIN, ['demo', '--data', making], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], timeout: DEMO_MS });
    renameSync(making, made);
  }
  return made;
}

/** What the demo wrote for people: login → { password, who }. */
function readPasswords(folder) {
  const lines = readFileSync(join(folder, 'demo-passwords.txt'), 'utf8').split('\n').map((line) => line.split('\t'));
  return new Map(lines.filter((cells) => cells.length >= 3).map(([login, password, who]) => [login, { password, who }]));
}

let copies = 0;

/** A server of its own on a fresh copy of the demo and a free port. */
export async function startServer() {
  const data = join(work, `data-${++copies}`);
  cpSync(demo(), data, { recursive: true });

  const child = spawn(BIN, ['serve', '--data', data, '--port', '0'], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1' },
  });
  // If the test process ends in any way, no server is left behind.
  const kill = () => child.kill('SIGKILL');
  process.on('exit', kill);
  const log = [];
  createInterface({ input: child.stderr }).on('line', (line) => log.push(plain(line)));
  const ended = new Promise((done) => child.once('close', (code, signal) => done({ code, signal })));

  const url = await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`no address after ${START_MS / 1000} s\n${log.join('\n')}`)), START_MS);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = line.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (found) { clearTimeout(late); done(found[0]); }
    });
    child.once('error', (fault) => { clearTimeout(late); fail(fault); });
    void ended.then(({ code, signal }) => { clearTimeout(late); fail(new Error(`serve ended (${code ?? signal})\n${log.join('\n')}`)); });
  });

  return {
    url,
    data,
    passwords: readPasswords(data),
    /** The log so far, a line each. */
    log: () => [...log],
    /** Stops the server as an administrator would and asserts that it said nothing bad.
     *  `allow`: patterns of the warnings that this test provoked. */
    async stop({ allow = [] } = {}) {
      process.off('exit', kill);
      child.kill('SIGTERM');
      const late = setTimeout(kill, STOP_MS);
      const { code, signal } = await ended;
      clearTimeout(late);
      assert.deepEqual({ code, signal }, { code: 0, signal: null }, `serve must end by itself within ${STOP_MS / 1000} s of SIGTERM\n${log.slice(-20).join('\n')}`);
      const bad = badLines(log, allow);
      assert.ok(bad.length === 0, `the log must be clean\n${bad.map((line) => `    ${line}`).join('\n')}\n`);
    },
  };
}

/** Lines of a log that a person on duty would have to read. */
export function badLines(lines, allow = []) {
  return lines.filter((line) => /\b(ERROR|WARN|WARNING)\b|panicked/.test(line) && !allow.some((ok) => ok.test(line)));
}

// Without the colour codes of a terminal.
const plain = (line) => line.replace(/\u001b\[[0-9;]*m/g, '');
