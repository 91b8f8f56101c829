// `nimpush gateway` for a script of node: started on a free port, its log read line by line, ended whatever happens.

import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

const children = new Set();
const folders = new Set();
process.on("exit", () => {
    for (const one of children) one.kill("SIGKILL");
    for (const one of folders) rmSync(one, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));

/// A folder that is gone with this process.
export const scratchFolder = () => {
    const made = mkdtempSync(join(tmpdir(), "nimpush-clients-"));
    folders.add(made);
    return made;
};

const execute = promisify(execFile);
/// What a program prints, which gets `input`. One that fails or takes long is an error.
export const outputOf = async (program, words, input = "", timeout = 20_000) => {
    const running = execute(program, words, { timeout, killSignal: "SIGKILL", maxBuffer: 1 << 24 });
    children.add(running.child);
    running.child.stdin.on("error", () => {});  // it may end without reading
    running.child.stdin.end(input);
    try {
        return (await running).stdout;
    } finally {
        children.delete(running.child);
    }
};

/// It ends by itself after `seconds`, also where this process is killed and can end nothing.
export const startGateway = async (tool, options, seconds) => {
    const most = 1_000_000_000;
    const child = spawn(tool, ["gateway", ...options, "--expect", String(most), "--within", String(seconds)],
        { stdio: ["ignore", "pipe", "pipe"] });
    children.add(child);
    const lines = [];
    let said = "";
    let ended = null;
    let wake = () => {};
    let change = new Promise(resolve => { wake = resolve; });
    const changed = () => {
        wake();
        change = new Promise(resolve => { wake = resolve; });
    };
    child.stderr.on("data", some => { said += some; });
    child.on("error", error => { said += error.message; ended = { code: null }; changed(); });
    child.on("close", (code, signal) => { children.delete(child); ended = { code, signal }; changed(); });
    createInterface({ input: child.stdout }).on("line", line => { lines.push(JSON.parse(line)); changed(); });
    /// What `look` finds, as soon as it finds something.
    const until = async look => {
        for (;;) {
            const found = look();
            if (found) return found;
            if (ended) throw new Error(`the gateway has ended: ${said}`);
            await change;
        }
    };
    const ready = await until(() => lines.find(one => one.ready));
    return {
        ready,
        /// The requests to this path with their answers, once there are so many.
        requests: async (path, count = 1) => until(() => {
            const found = lines.filter(one => one.path === path);
            return found.length >= count && found;
        }),
        kill: () => child.kill("SIGKILL"),
        /// Ends it: an error where it does not end as it should, or says anything else than what it was asked.
        async stop() {
            child.kill("SIGTERM");
            while (!ended) await change;
            const answers = lines.slice(1);
            const accepted = answers.filter(one => one.status >= 200 && one.status < 300).length;
            const expected = `${accepted} accepted, ${answers.length - accepted} refused, 0 faults\n` +
                `expected: ${most} accepted, none refused\n`;
            if (said !== expected || ended.code !== 1)
                throw new Error(`the gateway ended with ${ended.code ?? ended.signal} and said ${said}`);
            return answers.length;
        },
    };
};
