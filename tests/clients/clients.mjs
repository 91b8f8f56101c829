// Clients of APNs that others wrote, against `nimpush gateway`: they must understand every answer, and it every request.
//
//     node clients.mjs NIMPUSH REASONS_HEADER CLIENT    (node-apn, apns2 or curl)

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [tool, header, client] = process.argv.slice(2);
const app = "com.example.acme";

// Each reason that Apple gives with its status, as the library has them.
const table = readFileSync(header, "utf8").split("all_reasons[] = {")[1];
const reasons = [...table.matchAll(/"([A-Z][A-Za-z]+)", (\d{3})/g)].map(([, name, status]) => ({ name, status: +status }));
assert(reasons.length >= 40, "the reasons are not where they were");

const folder = mkdtempSync(join(tmpdir(), "nimpush-clients-"));
const token = n => n.toString(16).padStart(64, "0");
const answers = join(folder, "answers");
reasons.forEach((one, i) => writeFileSync(answers, `${token(i)} ${one.name}\n`, { flag: "a" }));
const accepted = token(0xfffff);

const gateway = spawn(tool, ["gateway", "--dir", join(folder, "keys"), "--bundle-id", app, "--answers", answers],
    { stdio: ["ignore", "pipe", "inherit"] });
const ended = new Promise(resolve => gateway.on("exit", resolve));
const lines = [];
const waiting = [];
createInterface({ input: gateway.stdout }).on("line", line => {
    lines.push(JSON.parse(line));
    waiting.splice(0).forEach(look => look());
});
const arrival = async condition => {
    for (;;) {
        const found = lines.find(condition);
        if (found) return found;
        await new Promise(resolve => waiting.push(resolve));
    }
};
const limit = setTimeout(() => { console.error("too slow"); gateway.kill("SIGKILL"); process.exit(1); }, 60_000);

const ready = await arrival(one => one.ready);
const ca = readFileSync(ready.ca);
const last = path => arrival(one => one.path === path && one.status !== undefined);

const tests = {
    async "node-apn"() {
        const apn = (await import("@parse/node-apn")).default;
        const where = { address: "localhost", port: ready.port, ca, production: true,
            manageChannelsAddress: "localhost", manageChannelsPort: ready.port, connectionRetryLimit: 1 };
        const provider = new apn.Provider({ ...where, token: { key: ready.key, keyId: ready.key_id, teamId: ready.team } });
        const note = (fields = {}) => Object.assign(new apn.Notification(), { topic: app, pushType: "alert" }, fields);

        const hello = note({ alert: { title: "Anna", body: "hello" }, badge: 3, sound: "ping.aiff", collapseId: "one",
            payload: { chat: 7 } });
        const { sent, failed } = await provider.send(hello, [accepted]);
        assert.deepEqual([sent.length, failed.length], [1, 0]);
        const came = await last(`/3/device/${accepted}`);
        assert.deepEqual(came.body, { chat: 7, aps: { alert: { title: "Anna", body: "hello" }, badge: 3, sound: "ping.aiff" } });
        assert.equal(came.headers["apns-collapse-id"], "one");
        assert.equal(came.team, ready.team);

        const kinds = { background: [app, { contentAvailable: 1 }, 5], voip: [`${app}.voip`, {}, 10],
            complication: [`${app}.complication`, {}, 10], pushtotalk: [`${app}.voip-ptt`, {}, 10],
            liveactivity: [`${app}.push-type.liveactivity`, {}, 10] };
        for (const [pushType, [topic, fields, priority]] of Object.entries(kinds)) {
            const one = await provider.send(note({ topic, pushType, priority, ...fields }), [accepted]);
            const why = one.failed[0]?.response?.reason;
            assert.equal(one.sent.length, 1, `${pushType}: ${why}`);
        }
        for (const [i, { name, status }] of reasons.entries()) {
            const { failed } = await provider.send(note({ alert: name }), [token(i)]);
            assert.equal(failed.length, 1, name);
            assert.equal(failed[0].response?.reason, name);
            assert.equal(Number(failed[0].status), status, name);
            if (status === 410) assert(failed[0].response.timestamp > 1_700_000_000_000);
        }

        const channel = Object.assign(new apn.Notification(), { payload: { "message-storage-policy": 1 } });
        const made = await provider.manageChannels(channel, app, "create");
        assert.equal(made.failed.length, 0, JSON.stringify(made.failed));
        const channelId = made.sent[0]["apns-channel-id"];
        const all = await provider.manageChannels(new apn.Notification(), app, "readAll");
        assert.deepEqual(all.sent[0].channels, [channelId]);
        const push = Object.assign(new apn.Notification(), { channelId, pushType: "liveactivity", expiry: 0,
            payload: { aps: { timestamp: Math.floor(Date.now() / 1000), event: "update", "content-state": { score: 1 } } } });
        push.rawPayload = push.payload;
        const told = await provider.broadcast(push, app);
        assert.equal(told.failed.length, 0, JSON.stringify(told.failed));
        const gone = await provider.manageChannels(Object.assign(new apn.Notification(), { channelId }), app, "delete");
        assert.equal(gone.failed.length, 0, JSON.stringify(gone.failed));
        const nobody = await provider.broadcast(push, app);
        assert.equal(nobody.failed[0].response?.reason, "ChannelNotRegistered");
        await provider.shutdown();

        const pem = readFileSync(ready.certificate);
        const old = new apn.Provider({ ...where, cert: pem, key: pem });
        const rings = await old.send(note({ topic: `${app}.voip`, pushType: "voip", alert: "ring" }), [accepted]);
        assert.equal(rings.sent.length, 1, JSON.stringify(rings.failed));
        const others = await old.send(note({ topic: "com.example.other", alert: "no" }), [accepted]);
        assert.equal(others.failed[0].response?.reason, "TopicDisallowed");
        await old.shutdown();
    },

    async apns2() {
        const { ApnsClient, Notification, SilentNotification } = await import("apns2");
        const { Pool } = await import("undici");
        const sender = new ApnsClient({ team: ready.team, keyId: ready.key_id, signingKey: readFileSync(ready.key),
            defaultTopic: app, host: "localhost" });
        // It knows no port but 443.
        await sender.client.close();
        sender.client = new Pool(`https://localhost:${ready.port}`, { connections: 1, pipelining: 1, allowH2: true,
            maxConcurrentStreams: 100, connect: { ca } });
        await sender.send(new Notification(accepted, { alert: { title: "Anna", body: "hello" }, badge: 3, collapseId: "one" }));
        const came = await last(`/3/device/${accepted}`);
        assert.deepEqual(came.body, { aps: { alert: { title: "Anna", body: "hello" }, badge: 3 } });
        assert.equal(came.headers["apns-collapse-id"], "one");
        await sender.send(new SilentNotification(accepted));
        for (const [i, { name, status }] of reasons.entries()) {
            const failed = await sender.send(new Notification(token(i), { alert: name })).then(() => null, error => error);
            assert.equal(failed?.reason, name);
            assert.equal(failed.statusCode, status);
        }
        const many = Array.from({ length: 500 }, (_, i) => new Notification(token(0x100000 + i), { alert: "all" }));
        const results = await sender.sendMany(many);
        assert.equal(results.filter(one => one.error === undefined).length, many.length);
        await sender.close();
    },

    async curl() {
        const ask = (path, ...more) => execFileSync("curl", ["--silent", "--show-error", "--http2", "--cacert", ready.ca,
            "--header", `apns-topic: ${app}`, "--data", '{"aps":{"alert":"hello"}}', "--write-out",
            "\n%{http_code} %{http_version}", ...more, `https://localhost:${ready.port}${path}`], { encoding: "utf8" });
        assert.equal(ask(`/3/device/${accepted}`), '{"reason":"MissingProviderToken"}\n403 2');
        assert.equal(ask(`/3/device/${accepted}`, "--cert", ready.certificate), "\n200 2");
        reasons.forEach(({ name, status }, i) => {
            const said = ask(`/3/device/${token(i)}`, "--cert", ready.certificate);
            assert(said.includes(`"reason":"${name}"`), said);
            assert(said.endsWith(`${status} 2`), said);
        });
    },
};

await tests[client]();
clearTimeout(limit);
gateway.kill("SIGTERM");
assert.equal(await ended, 0);
rmSync(folder, { recursive: true });
console.log(`${client}: every answer understood, ${lines.length - 1} requests`);
process.exit(0);
