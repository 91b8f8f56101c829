// curl's command line: requests of any kind, also those that no library would make.

import assert from "node:assert/strict";
import { createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { outputOf } from "./gateway.mjs";

export const run = async ({
    activity, app, expectNow, expectReasons, expectTypes, gateway, mdmCertificate, otherKey, pathOf, pushes, ready,
    reasons, requestOf, spelt, test, token,
}) => {
    const now = Math.floor(Date.now() / 1000);
    const encoded = part => Buffer.from(JSON.stringify(part)).toString("base64url");
    /// The words for a provider token of `name`, which `key` has signed.
    const bearer = ({ at = now, key, name = key }) => {
        const signed = `${encoded({ alg: "ES256", kid: name.id })}.${encoded({ iss: name.team, iat: at })}`;
        const signature = sign("sha256", signed, { key: createPrivateKey(key.pem), dsaEncoding: "ieee-p1363" });
        return ["--header", `authorization: bearer ${signed}.${signature.toString("base64url")}`];
    };
    const key = { id: ready.key_id, team: ready.team, pem: readFileSync(ready.key) };
    const own = bearer({ key });
    const certificate = ["--cert", ready.certificate];

    const wordsOf = ({ method, path, headers, body, by }) => [
        "--silent", "--show-error", "--http2", "--include", "--cacert", ready.ca, "--request", method, ...by,
        ...Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
        ...(body === null ? [] : ["--data-binary", typeof body === "string" ? body : JSON.stringify(body)]),
        `https://localhost:${ready.port}${path}`,
    ];
    /// The answers to these requests, over one connection.
    const askAll = async requests => {
        const said = await outputOf("curl",
            requests.flatMap((one, i) => [...(i === 0 ? [] : ["--next"]), ...wordsOf(one)]));
        return said.split(/^(?=HTTP\/)/m).map(answer => {
            const [head, body] = answer.split("\r\n\r\n");
            const [first, ...headers] = head.split("\r\n");
            const [version, status] = first.split(" ");
            assert.equal(version, "HTTP/2");
            return {
                status: Number(status),
                headers: Object.fromEntries(headers.map(h => h.split(": "))),
                body: body === "" ? null : JSON.parse(body),
            };
        });
    };
    const ask = async one => (await askAll([one]))[0];
    const shortly = ({ status, body }) => body?.reason ? `${status} ${body.reason}` : status;
    const hello = { ...pushes.find(one => one.type === "alert"), by: own };

    await test("every push type by a provider token", async () =>
        expectTypes(ready.key, async one => shortly(await ask({ ...one, by: own }))));
    await test("every push type by a client certificate", async () =>
        expectTypes(ready.certificate, async one => shortly(await ask({ ...one, by: certificate }))));
    await test("device management by its certificate", async () => {
        const one = { ...pushes.find(({ type }) => type === "mdm"), by: ["--cert", mdmCertificate] };
        assert.equal(shortly(await ask(one)), 200);
    });
    await test("an answer has the id of its request", async () => {
        const id = "eabeae54-14a8-11e5-b60b-1697f925ec7b";
        const { status, headers, body } = await ask({ ...hello, headers: { ...hello.headers, "apns-id": id } });
        assert.deepEqual([status, headers["apns-id"], body], [200, id, null]);
    });
    await test("many requests over one connection", async () => {
        const paths = Array.from({ length: 50 }, (_, i) => pathOf(token(i)));
        const seen = await askAll(paths.map(path => ({ ...hello, path })));
        assert.deepEqual(seen.map(shortly), paths.map(() => 200));
        const connections = new Set();
        for (const path of paths) connections.add((await gateway.requests(path))[0].connection);
        assert.equal(connections.size, 1);
    });

    const creation = { ...await requestOf({ resource: "create_channel",
        payload: { "message-storage-policy": 1, "push-type": "LiveActivity" } }), by: own };
    let broadcast;
    await test("a channel is made, read, listed, broadcast to and deleted", async () => {
        const made = await ask(creation);
        const channel = made.headers["apns-channel-id"];
        assert.equal(made.status, 201);
        const to = async (resource, more) =>
            ({ ...await requestOf({ resource, channel_id: channel, ...more }), by: own });
        broadcast = await to("broadcast", { payload: { aps: activity } });
        assert.equal(shortly(await ask(broadcast)), 200);
        assert.deepEqual((await gateway.requests(broadcast.path))[0].body, broadcast.body);
        assert.deepEqual((await ask(await to("read_channel"))).body, creation.body);
        const list = { ...await requestOf({ resource: "list_channels" }), by: own };
        assert.deepEqual((await ask(list)).body, { channels: [channel] });
        assert.equal(shortly(await ask(await to("delete_channel"))), 204);
        assert.deepEqual((await ask(list)).body, { channels: [] });
    });

    await test("what is wrong with a request is said", async () => {
        const seen = {};
        const provoke = async (reason, parts, base = hello) => {
            const headers = Object.entries({ ...base.headers, ...parts.headers })
                .filter(([, value]) => value !== undefined);
            seen[reason] = String(shortly(await ask({ ...base, ...parts, headers: Object.fromEntries(headers) })));
        };
        await provoke("BadPath", { path: "/3/devices/0b" });
        await provoke("MethodNotAllowed", { method: "GET", body: null });
        await provoke("MissingDeviceToken", { path: "/3/device/" });
        await provoke("BadDeviceToken", { path: "/3/device/none" });
        await provoke("DuplicateHeaders", { by: [...own, "--header", `apns-topic: ${app}`] });
        await provoke("BadMessageId", { headers: { "apns-id": "1" } });
        await provoke("InvalidPushType", { headers: { "apns-push-type": "nonsense" } });
        await provoke("MissingTopic", { headers: { "apns-topic": undefined } });
        await provoke("BadTopic", { headers: { "apns-topic": "com.example acme" } });
        await provoke("TopicDisallowed", { headers: { "apns-push-type": "voip" } });
        await provoke("BadExpirationDate", { headers: { "apns-expiration": "soon" } });
        await provoke("BadPriority", { headers: { "apns-priority": "7" } });
        await provoke("BadCollapseId", { headers: { "apns-collapse-id": "x".repeat(65) } });
        await provoke("PayloadEmpty", { body: "" });
        await provoke("PayloadTooLarge", { body: { aps: { alert: "x".repeat(4096) } } });
        await provoke("MissingProviderToken", { by: [] });
        await provoke("InvalidProviderToken", { by: bearer({ key: otherKey, name: key }) });
        await provoke("ExpiredProviderToken", { by: bearer({ key, at: now - 3700 }) });
        await provoke("TooManyProviderTokenUpdates", { by: bearer({ key, at: now - 60 }) });
        const [, second] = await askAll([hello, { ...hello, by: bearer({ key: otherKey }) }]);
        seen.UnrelatedKeyIdInToken = shortly(second);
        await provoke("ChannelNotRegistered", {}, broadcast);
        await provoke("MissingChannelId", { headers: { "apns-channel-id": undefined } }, broadcast);
        await provoke("BadChannelId", { headers: { "apns-channel-id": "***" } }, broadcast);
        await provoke("MissingPushType", { headers: { "apns-push-type": undefined } }, broadcast);
        await provoke("BadRequestPayload", { body: { ...creation.body, "message-storage-policy": 7 } }, creation);
        await provoke("MissingChannelQueueSize", { body: { "push-type": "LiveActivity" } }, creation);
        const others = creation.path.replace(app, "com.example.other");
        await provoke("TopicMismatch", { by: certificate, path: others }, creation);
        assert.deepEqual(seen, Object.fromEntries(Object.keys(seen).map(reason => [reason, spelt(reason)])));
        return `${Object.keys(seen).length} reasons of ${reasons.length}`;
    });

    await test("every reason", async () => expectReasons(async device => {
        const answer = await ask({ ...hello, path: pathOf(device), by: certificate });
        if (answer.status === 410) expectNow(answer.body.timestamp);
        return shortly(answer);
    }));
};
