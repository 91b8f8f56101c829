// @parse/node-apn, which stands on node's HTTP/2: pushes, broadcasts and channels, by provider tokens and certificates.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import apn from "@parse/node-apn";

/// What makes it speak to this gateway.
export const placeOf = (ready, ca) => ({
    address: ready.ready, port: ready.port, manageChannelsAddress: ready.ready, manageChannelsPort: ready.port, ca,
    production: true,
});
export const tokenOf = ready => ({ token: { key: ready.key, keyId: ready.key_id, teamId: ready.team } });
export const noteOf = fields => Object.assign(new apn.Notification(), fields);
export const close = async provider => new Promise(resolve => provider.shutdown(resolve));

export const run = async ({
    activity, app, ca, expectNow, expectReasons, expectTypes, gateway, pathOf, pushes, ready, spelt, test, token,
}) => {
    // An answer that it takes for a passing one, it asks for again: once here.
    const provider = new apn.Provider({ ...placeOf(ready, ca), ...tokenOf(ready), connectionRetryLimit: 1 });
    const hello = fields => noteOf({ topic: app, pushType: "alert", alert: "hello", ...fields });
    const resultOf = ({ sent, failed: [failed] }) => {
        if (failed === undefined) return sent.length === 1 ? 200 : "neither sent nor failed";
        if (failed.status === 410) expectNow(failed.response.timestamp);
        return `${failed.status} ${failed.response?.reason ?? failed.error?.message}`;
    };
    const seenBy = async (note, to, by = provider) => resultOf(await by.send(note, [to]));
    const typed = ({ type, headers, body }) => noteOf({
        pushType: type, topic: headers["apns-topic"], priority: Number(headers["apns-priority"] ?? 10),
        rawPayload: body,
    });

    // It waits for no limit of streams: the others of its first hundred are refused.
    await test("many at once over a new connection: what is refused did not come", async () => {
        const devices = Array.from({ length: 300 }, (_, i) => token(i));
        const { sent, failed } = await provider.send(hello(), devices);
        assert.equal(sent.length + failed.length, devices.length);
        for (const one of failed) assert.match(one.error.message, /NGHTTP2_REFUSED_STREAM/);
        for (const { device } of sent) assert.equal((await gateway.requests(pathOf(device)))[0].status, 200);
        for (const { device } of failed) assert.deepEqual(await gateway.requests(pathOf(device), 0), []);
        const again = await provider.send(hello(), failed.map(one => one.device));
        assert.deepEqual(again.failed, []);
    });
    await test("every push type by a provider token", async () =>
        expectTypes(ready.key, async one => seenBy(typed(one), one.token)));
    await test("its words for what a push has", async () => {
        const to = token("words");
        const expiry = Math.floor(Date.now() / 1000) + 3600;
        await seenBy(hello({ alert: { title: "Anna", body: "hello" }, badge: 0, sound: "ping.aiff", category: "chat",
            threadId: "t", mutableContent: 1, interruptionLevel: "time-sensitive", collapseId: "one", expiry,
            id: "eabeae54-14a8-11e5-b60b-1697f925ec7b", payload: { chat: 7 } }), to);
        const [came] = await gateway.requests(pathOf(to));
        assert.deepEqual(came.body, {
            aps: { alert: { title: "Anna", body: "hello" }, badge: 0, sound: "ping.aiff", category: "chat",
                "thread-id": "t", "mutable-content": 1, "interruption-level": "time-sensitive" },
            chat: 7,
        });
        assert.deepEqual([came.headers["apns-collapse-id"], came.headers["apns-expiration"], came.apns_id, came.team],
            ["one", String(expiry), "eabeae54-14a8-11e5-b60b-1697f925ec7b", ready.team]);
    });
    await test("a channel is made, read, listed, broadcast to and deleted", async () => {
        const manage = async (fields, action) => {
            const { sent, failed } = await provider.manageChannels(noteOf(fields), app, action);
            assert.deepEqual(failed, []);
            return sent[0];
        };
        const made = await manage({ payload: { "message-storage-policy": 1 } }, "create");
        const channelId = made["apns-channel-id"];
        assert.match(made["apns-request-id"], /^[0-9a-f-]{36}$/);
        const { "message-storage-policy": policy, "push-type": type } = await manage({ channelId }, "read");
        assert.deepEqual([policy, type], [1, "LiveActivity"]);
        assert.deepEqual((await manage({}, "readAll")).channels, [channelId]);
        const message = () => noteOf({ channelId, pushType: "liveactivity", expiry: 0, rawPayload: { aps: activity } });
        const told = await provider.broadcast(message(), app);
        assert.deepEqual(told.failed, []);
        assert.deepEqual((await gateway.requests(`/4/broadcasts/apps/${app}`))[0].body, { aps: activity });
        await manage({ channelId }, "delete");
        assert.equal(resultOf(await provider.broadcast(message(), app)), spelt("ChannelNotRegistered"));
    });
    await test("what is wrong with a request is said", async () => {
        const to = token(0);
        const seen = {
            BadDeviceToken: await seenBy(hello(), "none"),
            BadCollapseId: await seenBy(hello({ collapseId: "x".repeat(65) }), to),
            BadMessageId: await seenBy(hello({ id: "1" }), to),
            BadPriority: await seenBy(hello({ priority: 7 }), to),
            BadTopic: await seenBy(hello({ topic: "com.example acme" }), to),
            InvalidPushType: await seenBy(hello({ pushType: "nonsense" }), to),
            MissingTopic: await seenBy(hello({ topic: undefined }), to),
            PayloadEmpty: await seenBy(noteOf({ topic: app, pushType: "alert" }), to),
            PayloadTooLarge: await seenBy(hello({ alert: "x".repeat(4096) }), to),
            TopicDisallowed: await seenBy(hello({ pushType: "voip" }), to),
        };
        assert.deepEqual(seen, Object.fromEntries(Object.keys(seen).map(reason => [reason, spelt(reason)])));
        return `${Object.keys(seen).length} reasons`;
    });
    await test("every reason", async () => expectReasons(async to => {
        const seen = await seenBy(hello(), to);
        const isRepeated = ["429", "500", "503"].includes(seen.split(" ")[0]);
        assert.equal((await gateway.requests(pathOf(to), isRepeated ? 2 : 1)).length, isRepeated ? 2 : 1, seen);
        return seen;
    }, {
        InternalServerError: "500 Error 500, stream ended unexpectedly",
        // It repeats this with another provider token, and that is too early.
        ExpiredProviderToken: spelt("TooManyProviderTokenUpdates"),
    }));
    await close(provider);

    const pem = readFileSync(ready.certificate);
    const certified = new apn.Provider({ ...placeOf(ready, ca), cert: pem, key: pem, connectionRetryLimit: 0 });
    await test("many at once over a new connection that has a certificate: none is refused", async () => {
        const { sent, failed } = await certified.send(hello(), Array.from({ length: 300 }, (_, i) => token(1000 + i)));
        assert.deepEqual([sent.length, failed], [300, []]);
    });
    await test("every push type by a client certificate", async () =>
        expectTypes(ready.certificate, async one => seenBy(typed(one), one.token, certified)));
    await close(certified);
};
