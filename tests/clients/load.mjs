// The same pushes by node-apn, apns2 and `nimpush send`, each to a gateway without faults: CPU seconds (user and
// system) of the client's process from its start to its end, and pushes a second. Installed and run by
//
//     sh run.sh NIMPUSH FOLDER load [PUSHES [RUNS]]    (20000 and 3; build NIMPUSH with -O2)
//
// The two of node get their pushes in portions, of the size with which each takes least.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { outputOf, scratchFolder, startGateway } from "./gateway.mjs";

const app = "com.example.acme";
const alert = { title: "Acme", body: "Welcome aboard" };
const portions = { node_apn: 100, apns2: 250 };

/// In a process of its own: sends, and says how many were accepted.
const senders = {
    async node_apn(ready, ca, tokens, portion) {
        const { close, noteOf, placeOf, tokenOf } = await import("./node_apn.mjs");
        const { default: apn } = await import("@parse/node-apn");
        const provider = new apn.Provider({ ...placeOf(ready, ca), ...tokenOf(ready) });
        const note = noteOf({ topic: app, pushType: "alert", alert });
        let accepted = 0;
        for (let at = 0, size = 1; at < tokens.length; at += size, size = portion)  // one stream until the first answer
            accepted += (await provider.send(note, tokens.slice(at, at + (at === 0 ? 1 : size)))).sent.length;
        await close(provider);
        return accepted;
    },
    async apns2(ready, ca, tokens, portion) {
        const { connect } = await import("./apns2.mjs");
        const { Notification } = await import("apns2");
        const sender = await connect(ready, ca, app);
        let accepted = 0;
        for (let at = 0; at < tokens.length; at += portion) {
            const notes = tokens.slice(at, at + portion).map(one => new Notification(one, { alert }));
            accepted += (await sender.sendMany(notes)).filter(one => !one.error).length;
        }
        await sender.close();
        return accepted;
    },
};

const linesOf = text => text.trim().split("\n");
if (process.argv[2] === "--client") {
    const [, , , name, file, tokenFile, portion] = process.argv;
    const ready = JSON.parse(readFileSync(file));
    const tokens = linesOf(readFileSync(tokenFile, "utf8"));
    console.log(await senders[name](ready, readFileSync(ready.ca), tokens, Number(portion)));
    process.exit(0);
}

const [tool, count = "20000", runs = "3"] = process.argv.slice(2);
const folder = scratchFolder();
const tokenFile = join(folder, "tokens");
const tokens = Array.from({ length: Number(count) }, (_, i) => createHash("sha256").update(String(i)).digest("hex"));
writeFileSync(tokenFile, tokens.join("\n") + "\n");
const noteFile = join(folder, "note.json");
writeFileSync(noteFile, JSON.stringify({ aps: { alert } }));

const self = fileURLToPath(import.meta.url);
const wordsFor = (name, ready, results) => name === "nimpush send" ? [
    tool, "send", "--to", tokenFile, "--topic", app, "--key", ready.key, "--key-id", ready.key_id, "--team", ready.team,
    "--host", ready.ready, "--port", String(ready.port), "--ca", ready.ca, "--results", results, noteFile,
] : [process.execPath, self, "--client", name, join(folder, "ready"), tokenFile, String(portions[name])];

/// A shell tells the time of its children: minutes and seconds of user and system, on the last line of `times`.
const measured = async words => {
    const began = process.hrtime.bigint();
    const said = linesOf(await outputOf("sh", ["-c", '"$@" || exit 1; times', "sh", ...words], "", 300_000));
    const wall = Number(process.hrtime.bigint() - began) / 1e9;
    const cpu = [...said.at(-1).matchAll(/(\d+)m([\d.]+)s/g)].reduce((sum, [, m, s]) => sum + m * 60 + Number(s), 0);
    return { cpu, wall, said: said.slice(0, -2) };
};
const median = numbers => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const results = {};
for (let run = 0; run < Number(runs); ++run) {
    for (const name of ["node_apn", "apns2", "nimpush send"]) {
        // One for each: another provider token within 20 minutes would be too early.
        const gateway = await startGateway(tool, ["--dir", join(folder, "keys"), "--log", "/dev/null"], 300);
        writeFileSync(join(folder, "ready"), JSON.stringify(gateway.ready));
        const file = join(folder, `results-${run}`);
        const { cpu, wall, said } = await measured(wordsFor(name, gateway.ready, file));
        const accepted = name in portions ? Number(said.at(-1))
            : linesOf(readFileSync(file, "utf8")).filter(line => JSON.parse(line).status === 200).length;
        assert.equal(accepted, tokens.length, `${name}: not all were accepted`);
        gateway.kill();
        (results[name] ??= []).push({ cpu, wall });
    }
}
for (const [name, all] of Object.entries(results)) {
    const cpu = median(all.map(one => one.cpu));
    const rate = Math.round(tokens.length / median(all.map(one => one.wall)));
    console.log(`${name.padEnd(13)} ${cpu.toFixed(2)} s of CPU, ${rate} a second` +
        `    (${all.map(one => one.cpu.toFixed(2)).join(", ")})`);
}
const cpuOf = name => median(results[name].map(one => one.cpu));
const ratio = cpuOf("nimpush send") / Math.min(cpuOf("node_apn"), cpuOf("apns2"));
console.log(`nimpush send takes ${ratio.toFixed(2)} of the faster one's CPU; a third at most is owed`);
process.exit(0);
