// A client of APNs that others wrote, against `nimpush gateway`: it has to understand every answer, and the gateway its
// requests. run.sh installs the clients.
//
//     node clients.mjs NIMPUSH CLIENT    (curl, apns2 or node_apn)

import assert from "node:assert/strict";
import { createHash, generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { outputOf, scratchFolder, startGateway } from "./gateway.mjs";

const [tool, client] = process.argv.slice(2);
const known = ["curl", "apns2", "node_apn"];
if (!known.includes(client)) {
    console.error(`no such client: ${client}; there are ${known.join(", ")}`);
    process.exit(2);
}
const longest = 50;  // seconds
setTimeout(() => {
    console.error(`not over within ${longest} s`);
    process.exit(1);
}, longest * 1000).unref();

const fromJson = async (words, input) => JSON.parse(await outputOf(tool, words, input && JSON.stringify(input)));

// The reasons that there are are the tool's to say. The one that makes a client renew its provider token comes last:
// another one within 20 minutes earns TooManyProviderTokenUpdates.
const isRenewal = one => one.reason === "ExpiredProviderToken";
const reasons = (await outputOf(tool, ["gateway", "--reasons"])).trim().split("\n").map(line => JSON.parse(line))
    .sort((a, b) => isRenewal(a) - isRenewal(b));
const spelt = reason => `${reasons.find(one => one.reason === reason).status} ${reason}`;

const app = "com.example.acme";
const mdm = "com.apple.mgmt.External.acme";
const token = name => createHash("sha256").update(String(name)).digest("hex");
const pathOf = device => `/3/device/${device}`;

const folder = scratchFolder();
const answers = join(folder, "answers");
writeFileSync(answers, reasons.map(({ reason }) => `${token(reason)} ${reason}\n`).join(""));
const otherKey = {
    id: "OTHERKEY01",
    team: "OTHERTEAM1",
    pem: generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" }),
};
const otherFile = join(folder, `AuthKey_${otherKey.id}.p8`);
writeFileSync(otherFile, otherKey.pem, { mode: 0o600 });
const folderOption = ["--dir", join(folder, "keys")];
const { certificate: mdmCertificate } =
    await fromJson(["gateway", ...folderOption, "--expect", "0", "--bundle-id", mdm]);
const gateway = await startGateway(tool, [...folderOption, "--bundle-id", app, "--answers", answers, "--key", otherFile,
    "--team", otherKey.team], longest + 5);

// What each push type needs so that Apple takes it; its topic and headers are the tool's to say.
const activity = { timestamp: Math.floor(Date.now() / 1000), event: "update", "content-state": { score: 1 } };
const payloads = {
    alert: { aps: { alert: { title: "Anna", body: "hello, 世界 👋" }, badge: 3, sound: "ping.aiff" }, chat: 7 },
    background: { aps: { "content-available": 1 } },
    complication: { aps: {}, steps: 7 },
    controls: { aps: { "content-changed": true } },
    fileprovider: { "container-identifier": "NSFileProviderWorkingSetContainerItemIdentifier", domain: "acme" },
    liveactivity: { aps: activity },
    location: { aps: {} },
    mdm: { mdm: "0b30557a-9fc4-4e90-8d5c-1a2b3c4d5e6f" },
    pushtotalk: { aps: {}, speaker: "Anna" },
    voip: { aps: {}, caller: "Anna" },
    widgets: { aps: { "content-changed": true } },
};
/// A whole request: method, path, headers and body.
const requestOf = async parts => fromJson(["request"], { bundle_id: app, ...parts });
const pushes = await Promise.all(Object.entries(payloads).map(async ([type, payload]) => ({
    type,
    token: token(type),
    ...await requestOf({
        push_type: type,
        token: token(type),
        payload,
        priority: type === "background" ? 5 : 10,
        ...(type === "mdm" ? { bundle_id: undefined, topic: mdm, authentication: "certificate" } : {}),
    }),
})));

let failures = 0;
/// A test, whose failure does not keep the others from running. What it gives is said behind its name.
const test = async (name, body) => {
    try {
        const more = await body();
        console.log(`ok      ${name}${more === undefined ? "" : `: ${more}`}`);
    } catch (error) {
        ++failures;
        console.log(`FAILED  ${name}\n        ${String(error.stack ?? error).replaceAll("\n", "\n        ")}`);
    }
};

/// That who has the key or certificate `file` may push what `nimpush cert` says, and else is told TopicDisallowed.
/// `send(push)` gives 200, or a status and a reason.
const expectTypes = async (file, send, types = Object.keys(payloads)) => {
    const { push_types: allowed } = await fromJson(["cert", "--json", file]);
    const seen = {};
    const expected = {};
    for (const one of pushes.filter(({ type }) => types.includes(type))) {
        seen[one.type] = String(await send(one));
        expected[one.type] = allowed.includes(one.type) ? "200" : spelt("TopicDisallowed");
        const came = (await gateway.requests(one.path)).at(-1);
        assert.deepEqual(came.body, one.body);
        for (const name of ["apns-push-type", "apns-topic"]) assert.equal(came.headers[name], one.headers[name]);
    }
    assert.deepEqual(seen, expected);
    return `${Object.values(seen).filter(one => one === "200").length} accepted of ${Object.keys(seen).length}`;
};
/// That `send(token)` gives the status and the reason which that token is answered with, but for those that this client
/// sees otherwise.
const expectReasons = async (send, otherwise = {}) => {
    const seen = {};
    const expected = {};
    for (const { reason } of reasons) {
        seen[reason] = String(await send(token(reason)));
        expected[reason] = otherwise[reason] ?? spelt(reason);
    }
    assert.deepEqual(seen, expected);
    return `${reasons.length}, ${Object.keys(otherwise).length} of them in its own words`;
};
/// That it is now, in milliseconds since 1970.
const expectNow = timestamp =>
    assert(Math.abs(timestamp - Date.now()) < 60_000, `${timestamp} is not about ${Date.now()}`);

const { run } = await import(`./${client}.mjs`);
await run({
    activity, app, ca: readFileSync(gateway.ready.ca), expectNow, expectReasons, expectTypes, gateway, mdmCertificate,
    otherKey, pathOf, pushes, ready: gateway.ready, reasons, requestOf, spelt, test, token,
});
let requests = 0;
await test("the gateway ends as it should", async () => { requests = await gateway.stop(); });
console.log(`${client}: ${requests} requests, ${failures === 0 ? "every answer as expected" : `${failures} failures`}`);
process.exit(failures === 0 ? 0 : 1);
