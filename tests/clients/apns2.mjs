// apns2, which stands on undici's HTTP/2. It knows pushes to devices, by provider tokens alone.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { ApnsClient, Notification, PushType, SilentNotification } from "apns2";

const { Pool } = createRequire(import.meta.resolve("apns2"))("undici");

/// A client of this gateway. It knows no port but 443 and no authority but the system's: its pool of connections is
/// replaced by one that is the same else.
export const connect = async (ready, ca, app) => {
    const made = new ApnsClient({
        team: ready.team, keyId: ready.key_id, signingKey: readFileSync(ready.key), defaultTopic: app,
        host: ready.ready,
    });
    await made.client.close();
    made.client = new Pool(`https://${ready.ready}:${ready.port}`, {
        connections: 32, pipelining: 1, allowH2: true, maxConcurrentStreams: 100, connect: { ca },
    });
    return made;
};

export const run = async ({
    app, ca, expectNow, expectReasons, expectTypes, gateway, pathOf, pushes, ready, spelt, test, token,
}) => {
    const sender = await connect(ready, ca, app);
    const seenBy = async note => {
        try {
            assert.equal(await sender.send(note), note);
            return 200;
        } catch (error) {
            if (error.statusCode === undefined) throw error;
            if (error.statusCode === 410) expectNow(error.timestamp);
            return `${error.statusCode} ${error.reason}`;
        }
    };
    const noteOf = ({ token: to, type, headers, body: { aps, ...data } }) => new Notification(to, {
        type, topic: headers["apns-topic"], priority: Number(headers["apns-priority"] ?? 10), aps, data,
    });

    await test("many at once over new connections", async () => {
        const devices = Array.from({ length: 500 }, (_, i) => token(i));
        const results = await sender.sendMany(devices.map(to => new Notification(to, { alert: "all" })));
        assert.deepEqual(results.filter(one => one.error), []);
        for (const one of devices) assert.equal((await gateway.requests(pathOf(one))).length, 1);
    });
    // It puts "aps" into each, which those of file providers and of device management do not have.
    const types = Object.values(PushType).filter(type => pushes.find(one => one.type === type).body.aps);
    await test("every push type that it has", async () =>
        expectTypes(ready.key, async one => seenBy(noteOf(one)), types));
    await test("its words for what a push has", async () => {
        const to = token("words");
        const expiration = Math.floor(Date.now() / 1000) + 3600;
        await sender.send(new Notification(to, {
            alert: { title: "Anna", body: "hello" }, badge: 0, sound: "ping.aiff", category: "chat", threadId: "t",
            mutableContent: true, collapseId: "one", expiration, data: { chat: 7 },
        }));
        const [came] = await gateway.requests(pathOf(to));
        assert.deepEqual(came.body, {
            aps: { alert: { title: "Anna", body: "hello" }, badge: 0, sound: "ping.aiff", category: "chat",
                "thread-id": "t", "mutable-content": 1 },
            chat: 7,
        });
        assert.deepEqual([came.headers["apns-collapse-id"], came.headers["apns-expiration"], came.team, came.key],
            ["one", String(expiration), ready.team, ready.key_id]);
        assert.equal(await seenBy(new SilentNotification(token("silent"))), 200);
    });
    await test("what is wrong with a request is said", async () => {
        const alert = "hello";
        const seen = {
            BadDeviceToken: await seenBy(new Notification("none", { alert })),
            BadCollapseId: await seenBy(new Notification(token(0), { alert, collapseId: "x".repeat(65) })),
            BadPriority: await seenBy(new Notification(token(0), { alert, priority: 7 })),
            BadTopic: await seenBy(new Notification(token(0), { alert, topic: "com.example acme" })),
            InvalidPushType: await seenBy(new Notification(token(0), { alert, type: "nonsense" })),
            TopicDisallowed: await seenBy(new Notification(token(0), { alert, type: PushType.voip })),
            PayloadTooLarge: await seenBy(new Notification(token(0), { alert: "x".repeat(4096) })),
        };
        assert.deepEqual(seen, Object.fromEntries(Object.keys(seen).map(reason => [reason, spelt(reason)])));
        return `${Object.keys(seen).length} reasons`;
    });
    await test("every reason", async () => expectReasons(async to => seenBy(new Notification(to, { alert: "why" }))));
    await test("told that its provider token has expired, it makes another, which is too early", async () => {
        const late = new Notification(token("late"), { alert: "late" });
        assert.equal(await seenBy(late), spelt("TooManyProviderTokenUpdates"));
    });
    await sender.close();
};
