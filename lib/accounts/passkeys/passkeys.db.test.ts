import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { getCurrentUser } from "@/lib/access/callers/current-user";
import type * as ticket from "@/lib/access/callers/ticket";
import { forgetEnv } from "@/lib/platform/env";
import { db, truncateAll } from "@/lib/testing/database";
import { makeUser } from "@/lib/testing/factories";
import { browser, freshBrowser } from "@/lib/testing/next-headers";
import * as actions from "../actions";
import { listAccess } from "../queries";
import { relyingPartyOf } from "./relying-party";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));
vi.mock("node:timers/promises", () => ({ setTimeout: () => Promise.resolve() }));

// What happens to the account once a passkey has been checked, and before its session is open.
const { meanwhile } = vi.hoisted(() => ({ meanwhile: { happens: async (): Promise<unknown> => null } }));
vi.mock("@/lib/access/callers/ticket", async (original) => {
  const real = await original<Pick<typeof ticket, "dropTicket">>();
  const dropTicket: typeof real.dropTicket = async (purpose) => {
    await real.dropTicket(purpose);
    await meanwhile.happens();
  };
  return { ...real, dropTicket };
});

const PASSWORD = "correct horse";
const sha256 = (data: string | Buffer): Buffer => createHash("sha256").update(data).digest();
const [PRESENT, VERIFIED, WITH_KEY] = [1, 4, 64];

/** What a device says; each part can be another one than it should be. */
interface Said {
  challenge?: string;
  origin?: string;
  rpId?: string;
  flags?: number;
  counter?: number;
}

/** A device with one passkey: it signs whatever it is told. */
class Device {
  readonly id = randomBytes(16).toString("base64url");
  readonly #key: KeyObject;
  readonly #publicKey: Buffer;
  handle = "";

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#key = privateKey;
    const { x, y } = publicKey.export({ format: "jwk" });
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x!, "base64url")],
      [-3, Buffer.from(y!, "base64url")],
    ]);
    this.#publicKey = Buffer.from(isoCBOR.encode(cose));
  }

  make({ challenge, origin = "http://localhost:3000", rpId = "localhost", flags = PRESENT | VERIFIED, counter = 0 }: Said) {
    const id = Buffer.from(this.id, "base64url");
    const data = Buffer.concat([
      authData(rpId, flags | WITH_KEY, counter),
      Buffer.alloc(16),
      Buffer.from([0, id.length]),
      id,
      this.#publicKey,
    ]);
    const attestation = isoCBOR.encode(
      new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", new Uint8Array(data)],
      ]) as never,
    );
    const clientDataJSON = said("webauthn.create", challenge!, origin).toString("base64url");
    return { ...this.#base(), response: { clientDataJSON, attestationObject: Buffer.from(attestation).toString("base64url") } };
  }

  sign({ challenge, origin = "http://localhost:3000", rpId = "localhost", flags = PRESENT | VERIFIED, counter = 0 }: Said) {
    const data = authData(rpId, flags, counter);
    const clientData = said("webauthn.get", challenge!, origin);
    const response = {
      clientDataJSON: clientData.toString("base64url"),
      authenticatorData: data.toString("base64url"),
      signature: sign("sha256", Buffer.concat([data, sha256(clientData)]), this.#key).toString("base64url"),
      userHandle: this.handle,
    };
    return { ...this.#base(), response };
  }

  #base() {
    return { id: this.id, rawId: this.id, type: "public-key" as const, clientExtensionResults: {} };
  }
}

const said = (type: string, challenge: string, origin: string): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
function authData(rpId: string, flags: number, counter: number): Buffer {
  const rest = Buffer.alloc(5);
  rest.writeUInt8(flags, 0);
  rest.writeUInt32BE(counter, 1);
  return Buffer.concat([sha256(rpId), rest]);
}

let person: { id: string; email: string };
const signIn = () => actions.signInAction({ email: person.email, password: PASSWORD });
const isIn = async () => (await getCurrentUser())?.id === person.id;
const REFUSED = { ok: false, error: { code: "passkey-refused" } };
function must<T>(result: { ok: true; data: T } | { ok: false; error: unknown }): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.data;
}

/** Adds this device to the account of whoever is signed in. */
async function add(device: Device, otherwise: Said = {}) {
  const { challenge, user } = must(await actions.beginPasskeyAction({}));
  device.handle = user.id;
  return actions.addPasskeyAction({ answer: device.make({ challenge, ...otherwise }) });
}

/** Signs in as somebody new in a browser that was never here. */
async function come(device: Device, otherwise: Said = {}) {
  const { challenge } = must(await actions.askToSignInAction({}));
  return actions.signInByPasskeyAction({ answer: device.sign({ challenge, ...otherwise }) });
}

beforeEach(async () => {
  meanwhile.happens = () => Promise.resolve();
  await truncateAll();
  freshBrowser();
  person = await makeUser({ password: PASSWORD });
});
afterEach(() => {
  vi.unstubAllEnvs();
  forgetEnv();
  vi.useRealTimers();
});

describe("a passkey", () => {
  it("is added by who is signed in, opens the account alone, and is asked for no code", async () => {
    await signIn();
    const device = new Device();
    browser.headers.set("x-dailies-client", "203.0.113.7");
    expect(await add(device)).toMatchObject({ ok: true });
    expect(await listAccess(person)).toMatchObject([{ kind: "passkeyAdded", network: "203.0.113.0/24" }, { kind: "signedIn" }]);
    await db.authenticator.create({ data: { userId: person.id, ciphertext: "sealed", confirmedAt: new Date() } });
    freshBrowser();
    expect(await isIn()).toBe(false);
    expect(await come(device)).toEqual({ ok: true, data: null });
    expect(await isIn()).toBe(true);
    const row = await db.passkey.findFirstOrThrow();
    expect(row).toMatchObject({ userId: person.id, rpId: "localhost", counter: 0n });
    expect(row.lastUsedAt).not.toBeNull();
    expect((await listAccess(person)).map(({ kind }) => kind)).toEqual(["signedInByPasskey", "passkeyAdded", "signedIn"]);
  });

  it("opens no session once it was removed, or the password is another one, while it was looked at", async () => {
    await signIn();
    const device = new Device();
    await add(device);
    const changes = [
      () => db.user.update({ where: { id: person.id }, data: { passwordHash: "another" } }),
      () => db.passkey.deleteMany({ where: { userId: person.id } }),
    ];
    for (const change of changes) {
      freshBrowser();
      meanwhile.happens = change;
      expect(await come(device)).toMatchObject({ error: { code: "sign-in-again" } });
      expect(await isIn()).toBe(false);
    }
  });

  it("is not kept unless it saw its person, for this address, and answers what this browser was asked", async () => {
    await signIn();
    const old = must(await actions.beginPasskeyAction({})).challenge;
    for (const wrong of [
      { flags: PRESENT },
      { origin: "https://evil.example" },
      { origin: "http://localhost:3001" },
      { rpId: "evil.example" },
      { challenge: old },
      { challenge: randomBytes(32).toString("base64url") },
    ])
      expect(await add(new Device(), wrong), JSON.stringify(wrong)).toMatchObject(REFUSED);
    const device = new Device();
    const { challenge } = must(await actions.beginPasskeyAction({}));
    freshBrowser();
    await signIn();
    expect(await actions.addPasskeyAction({ answer: device.make({ challenge }) })).toMatchObject(REFUSED);
    expect(await db.passkey.count()).toBe(0);
  });

  it("lets nobody in with another question, address, domain, person or signature, nor without being sure who it is", async () => {
    await signIn();
    const [device, stranger] = [new Device(), new Device()];
    await add(device);
    stranger.handle = device.handle;
    freshBrowser();
    const old = must(await actions.askToSignInAction({})).challenge;
    for (const wrong of [
      { flags: PRESENT },
      { origin: "https://evil.example" },
      { rpId: "evil.example" },
      { challenge: old },
      { challenge: randomBytes(32).toString("base64url") },
    ])
      expect(await come(device, wrong), JSON.stringify(wrong)).toMatchObject(REFUSED);
    expect(await come(stranger)).toMatchObject(REFUSED);
    const { challenge } = must(await actions.askToSignInAction({}));
    const forged = { ...stranger.sign({ challenge }), id: device.id, rawId: device.id };
    expect(await actions.signInByPasskeyAction({ answer: forged })).toMatchObject(REFUSED);
    device.handle = Buffer.alloc(16).toString("base64url");
    expect(await come(device)).toMatchObject(REFUSED);
    expect(await db.session.count()).toBe(1);
    expect((await listAccess(person)).filter(({ kind }) => kind === "passkeyRefused").length).toBeGreaterThan(5);
  });

  it("answers once, of several at the same moment too, in the browser that was asked, and within ten minutes", async () => {
    await signIn();
    const device = new Device();
    await add(device);
    freshBrowser();
    const { challenge } = must(await actions.askToSignInAction({}));
    const answer = device.sign({ challenge });
    const asked = new Map(browser.cookies);
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => {
        browser.cookies = new Map(asked);
        return actions.signInByPasskeyAction({ answer });
      }),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    browser.cookies = new Map(asked);
    expect(await actions.signInByPasskeyAction({ answer })).toMatchObject(REFUSED);
    freshBrowser();
    expect(await actions.signInByPasskeyAction({ answer })).toMatchObject(REFUSED);
    const late = must(await actions.askToSignInAction({})).challenge;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });
    expect(await actions.signInByPasskeyAction({ answer: device.sign({ challenge: late }) })).toMatchObject(REFUSED);
  });

  it("that counts its signatures is refused once the count goes back or stands: there is a copy of it", async () => {
    await signIn();
    const device = new Device();
    await add(device, { counter: 4 });
    expect(await come(device, { counter: 7 })).toMatchObject({ ok: true });
    for (const counter of [7, 6, 0]) expect(await come(device, { counter }), String(counter)).toMatchObject(REFUSED);
    expect(await come(device, { counter: 8 })).toMatchObject({ ok: true });
  });

  it("is renamed and removed by its person alone, and opens nothing after that or while the account is closed", async () => {
    await signIn();
    const device = new Device();
    const { id } = must(await add(device));
    expect(await add(device)).toMatchObject({ error: { code: "passkey-known" } });
    const owner = person;
    person = await makeUser({ password: PASSWORD });
    freshBrowser();
    await signIn();
    expect(await actions.renamePasskeyAction({ id, name: "Mine" })).toMatchObject({ error: { code: "not-found" } });
    expect(await actions.removePasskeyAction({ id })).toMatchObject({ error: { code: "not-found" } });
    person = owner;
    freshBrowser();
    await db.user.update({ where: { id: person.id }, data: { disabledAt: new Date() } });
    expect(await come(device)).toMatchObject(REFUSED);
    await db.user.update({ where: { id: person.id }, data: { disabledAt: null } });
    expect(await come(device)).toMatchObject({ ok: true });
    expect(await actions.renamePasskeyAction({ id, name: "Key ring" })).toMatchObject({ ok: true });
    expect(await actions.removePasskeyAction({ id })).toMatchObject({ ok: true });
    freshBrowser();
    expect(await come(device)).toMatchObject(REFUSED);
  });

  it("and the password show alike who sits at a browser that was left", async () => {
    await signIn();
    const [device, other] = [new Device(), new Device()];
    const { id } = must(await add(device));
    const leave = () => db.session.updateMany({ data: { provenAt: new Date(Date.now() - 11 * 60_000) } });
    await leave();
    expect(await actions.beginPasskeyAction({})).toMatchObject({ error: { code: "proof-needed" } });
    expect(await actions.removePasskeyAction({ id })).toMatchObject({ error: { code: "proof-needed" } });
    const { challenge, allowCredentials } = must(await actions.askToProveAction({}));
    expect(allowCredentials).toMatchObject([{ id: device.id }]);
    // What was asked for a sign-in does not answer this one.
    const elsewhere = must(await actions.askToSignInAction({})).challenge;
    expect(await actions.proveByPasskeyAction({ answer: device.sign({ challenge: elsewhere }) })).toMatchObject(REFUSED);
    expect(await actions.proveByPasskeyAction({ answer: other.sign({ challenge }) })).toMatchObject(REFUSED);
    const again = must(await actions.askToProveAction({})).challenge;
    expect(await actions.proveByPasskeyAction({ answer: device.sign({ challenge: again }) })).toEqual({ ok: true, data: null });
    expect(await actions.removePasskeyAction({ id })).toMatchObject({ ok: true });
  });

  it("ends a half sign-in when it is added or removed", async () => {
    await db.authenticator.create({ data: { userId: person.id, ciphertext: "sealed", confirmedAt: new Date() } });
    await signIn();
    const half = browser.cookies;
    const passkey = { userId: person.id, credentialId: "AQID", rpId: "localhost", publicKey: new Uint8Array(1), name: "Key" };
    await db.passkey.create({ data: { id: person.id, ...passkey } });
    browser.cookies = half;
    expect(await actions.enterCodeAction({ kind: "recovery", code: "AAAA" })).toMatchObject({ error: { code: "sign-in-again" } });
  });
});

describe("the address", () => {
  it("has to be a name by https, or this machine", () => {
    expect(relyingPartyOf("https://studio.example/")).toEqual({ id: "studio.example", origin: "https://studio.example" });
    expect(relyingPartyOf("http://localhost:3000")).toEqual({ id: "localhost", origin: "http://localhost:3000" });
    for (const address of ["http://studio.example", "http://127.0.0.1:3000", "https://192.168.1.4", "https://[::1]:3000"])
      expect(relyingPartyOf(address), address).toBeNull();
  });

  it("that changed leaves older passkeys listed and useless", async () => {
    await signIn();
    const device = new Device();
    await add(device);
    vi.stubEnv("PUBLIC_URL", "https://studio.example");
    forgetEnv();
    browser.headers.set("origin", "https://studio.example");
    const there = { origin: "https://studio.example", rpId: "studio.example" };
    expect(await come(device, there)).toMatchObject(REFUSED);
    expect(await come(device)).toMatchObject(REFUSED);
  });
});
