import { toAssetView } from "@/lib/assets/view";
import { db, truncateAll } from "@/lib/testing/database";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { startSession } from "@/lib/access/identity/auth";
import type { Actor, Role } from "@/lib/access/callers/actor";
import { draftFromState, emptyState, plannedInputs } from "@/components/composer/engine/composer-state";
import { wakeRefused } from "@/lib/generations/sending/wake";
import { getClip } from "@/lib/generations/queries";
import { submitGeneration } from "@/lib/generations/asking/submit";
import { estimateOf } from "@/lib/recipes/plan";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import { forgetEnv } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { makeAsset, makeGeneration, makeMember, makeProject } from "@/lib/testing/factories";
import { freshBrowser } from "@/lib/testing/next-headers";
import {
  removeProviderKeyAction,
  resetPricesAction,
  savePricesAction,
  saveProviderKeyAction,
  saveProviderOptionsAction,
  testProviderConnectionAction,
} from "./actions";
import { accountFingerprint, describeConnection, findConnection, connectionFor } from "./connection";
import { learnFacts } from "./facts";
import { getOfferedModels } from "./models";
import { refuseAccount } from "./pause";
import { getPrices } from "./prices";
import type { PricesInput } from "./schema";
import { getProviderSettings, removeProviderKey, savePrices, saveProviderKey } from "./settings";
import { forgetSpentKeys } from "./spent-keys";

vi.mock("next/headers", () => import("@/lib/testing/next-headers"));

const BASE_URL = "https://api.powertokens.ai";
const KEY = "sk-first-0123456789-ABCD";
const OTHER_KEY = "sk-second-9876543210-WXYZ";
const accountOf = (key: string) => accountFingerprint(BASE_URL, key);

/** Runs with these environment variables, and without them again afterwards. */
async function withEnv<T>(values: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, values);
  forgetEnv();
  try {
    return await work();
  } finally {
    for (const name of Object.keys(values)) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    forgetEnv();
  }
}

async function signIn(role: Role): Promise<Actor & { slug: string }> {
  freshBrowser();
  const actor = await makeMember(role);
  await startSession(actor.userId);
  const { slug } = await db.team.findUniqueOrThrow({ where: { id: actor.teamId } });
  return { ...actor, slug };
}

const prices = (plain720: number): PricesInput => ({
  ...DEFAULT_PRICES,
  models: { ...DEFAULT_PRICES.models, "seedance-2.0": { "720p": { plain: plain720, withVideo: 1 } } },
});

let owner: Actor & { slug: string };
beforeEach(async () => {
  await truncateAll();
  owner = await signIn("owner");
});

describe("the key", () => {
  it("is kept sealed, and only its last four characters come out again", async () => {
    const answer = await saveProviderKeyAction(owner.slug, { apiKey: `  Bearer ${KEY}\n` });
    expect(answer).toMatchObject({
      ok: true,
      data: { host: "powertokens", isEmulator: false, keySource: "settings", keyLastFour: "ABCD" },
    });
    expect(JSON.stringify(answer)).not.toContain(KEY);
    const rows = await db.providerKey.findMany();
    expect(rows).toMatchObject([{ account: accountOf(KEY), baseUrl: BASE_URL, lastFour: "ABCD", createdById: owner.userId }]);
    expect(JSON.stringify(rows)).not.toContain(KEY);
    expect(Buffer.from(rows[0]!.ciphertext, "base64").toString("latin1")).not.toContain(KEY);
    expect(await connectionFor(null)).toMatchObject({ apiKey: KEY, isEmulator: false, account: accountOf(KEY) });
    expect(JSON.stringify(await describeConnection(null))).not.toContain(KEY);
  });

  it.each(["short", "sk-with a space in it", "sk-ключ-0123456789", "Bearer abc"])("is refused as %s, at its field", async (apiKey) => {
    expect(await saveProviderKeyAction(owner.slug, { apiKey })).toMatchObject({
      ok: false,
      error: { code: "bad-input", fields: { apiKey: {} } },
    });
    expect(await db.providerKey.count()).toBe(0);
  });

  it("goes with its removal, and the emulator answers again", async () => {
    await saveProviderKey(owner, { apiKey: KEY });
    expect(await removeProviderKeyAction(owner.slug, {})).toMatchObject({
      ok: true,
      data: { isEmulator: true, keySource: "none", keyLastFour: null },
    });
    expect(await db.providerKey.count()).toBe(0);
    expect(await findConnection(accountOf(KEY))).toBeNull();
  });

  it("stays after its removal while a clip that it paid for is on its way, and goes when that has ended", async () => {
    await saveProviderKey(owner, { apiKey: KEY });
    const clip = await makeGeneration({ status: "running", providerAccount: accountOf(KEY), providerTaskId: "cgt-1" });
    await removeProviderKey(owner);
    expect(await connectionFor(null)).toMatchObject({ isEmulator: true });
    expect(await findConnection(accountOf(KEY))).toMatchObject({ apiKey: KEY, baseUrl: BASE_URL });
    expect(await getProviderSettings(owner)).toMatchObject({ orphaned: 0 });

    const minutesAfter = async (minutes: number) => {
      await db.$executeRaw`UPDATE provider_settings SET updated_at = now() - ${minutes} * interval '1 minute'`;
      await forgetSpentKeys();
      return db.providerKey.count();
    };
    expect(await minutesAfter(60)).toBe(1);
    await db.generation.update({ where: { id: clip.id }, data: { status: "ready", nextActionAt: null } });
    // A send that began before the removal may not be written down yet.
    expect(await minutesAfter(1)).toBe(1);
    expect(await minutesAfter(60)).toBe(0);
  });

  it("of earlier still fetches what it bought, after another took its place", async () => {
    await saveProviderKey(owner, { apiKey: KEY });
    await saveProviderKey(owner, { apiKey: OTHER_KEY });
    expect(await connectionFor(null)).toMatchObject({ apiKey: OTHER_KEY });
    expect(await findConnection(accountOf(KEY))).toMatchObject({ apiKey: KEY });
    expect(await findConnection(accountOf(OTHER_KEY))).toMatchObject({ apiKey: OTHER_KEY });
    // Its account is the same whatever its key is, so that a clip of before the key is found.
    expect(await findConnection(accountFingerprint("emulator", "emulator"))).toMatchObject({ isEmulator: true });
    expect(await findConnection("nobody's")).toBeNull();
  });

  it("that nobody has any more leaves its clips counted, and is welcome back", async () => {
    await makeGeneration({ status: "running", providerAccount: accountOf(KEY), providerTaskId: "cgt-1" });
    await makeGeneration({ status: "ready", providerAccount: accountOf(KEY), providerTaskId: "cgt-2" });
    expect(await getProviderSettings(owner)).toMatchObject({ orphaned: 1 });
    expect(await saveProviderKey(owner, { apiKey: KEY })).toMatchObject({ orphaned: 0 });
  });

  it("of the environment is shown as such, normalised, and cannot be changed here", async () => {
    await withEnv({ POWERTOKENS_API_KEY: `Bearer ${KEY}`, POWERTOKENS_BASE_URL: `${BASE_URL}/v1` }, async () => {
      const conflict = { ok: false, error: { code: "conflict" } };
      expect(await saveProviderKeyAction(owner.slug, { apiKey: OTHER_KEY })).toEqual(conflict);
      expect(await removeProviderKeyAction(owner.slug, {})).toEqual(conflict);
      expect(await getProviderSettings(owner)).toMatchObject({ keySource: "environment", keyLastFour: "ABCD", baseUrl: BASE_URL });
      expect(await connectionFor(null)).toMatchObject({ apiKey: KEY, account: accountOf(KEY) });
    });
  });

  it("that cannot be opened any more is said to be so, the emulator does not take its place, and saving it again heals", async () => {
    await saveProviderKey(owner, { apiKey: KEY });
    await makeGeneration({ status: "running", providerAccount: accountOf(KEY), providerTaskId: "cgt-1" });
    await withEnv({ AUTH_SECRET: "another secret of more than thirty-two characters" }, async () => {
      expect(await getProviderSettings(owner)).toMatchObject({
        isEmulator: false,
        keyLastFour: "ABCD",
        isKeyUnreadable: true,
        orphaned: 1,
      });
      await expect(connectionFor(null)).rejects.toMatchObject({ code: "provider-key" });
      expect(await saveProviderKey(owner, { apiKey: KEY })).toMatchObject({ isKeyUnreadable: false, orphaned: 0 });
      expect(await connectionFor(null)).toMatchObject({ apiKey: KEY });
    });
  });
});

describe("who may", () => {
  const calls: [string, (slug: string) => Promise<unknown>][] = [
    ["save a key", (slug) => saveProviderKeyAction(slug, { apiKey: KEY })],
    ["remove the key", (slug) => removeProviderKeyAction(slug, {})],
    ["change the style", (slug) => saveProviderOptionsAction(slug, { apiStyle: "openai", assetHost: "other" })],
    ["change prices", (slug) => savePricesAction(slug, prices(9))],
    ["reset prices", (slug) => resetPricesAction(slug, {})],
    ["test the connection", (slug) => testProviderConnectionAction(slug, {})],
  ];

  it.each(calls)("%s: owners, and nobody else", async (_name, call) => {
    for (const role of ["viewer", "creator"] as const) {
      const { slug } = await signIn(role);
      expect(await call(slug)).toEqual({ ok: false, error: { code: "not-allowed" } });
      expect(await call(owner.slug)).toEqual({ ok: false, error: { code: "not-found" } });
    }
    freshBrowser();
    expect(await call(owner.slug)).toEqual({ ok: false, error: { code: "not-signed-in" } });
    expect([await db.providerKey.count(), await db.providerSettings.count(), await db.providerAccount.count()]).toEqual([0, 0, 0]);
  });
});

describe("style and asset host", () => {
  it("apply from the next request on", async () => {
    expect(await getProviderSettings(owner)).toMatchObject({
      apiStyle: "native",
      assetHost: "automatic",
      assetHosts: { automatic: BASE_URL, same: BASE_URL, other: "https://powertokens.ai/api" },
    });
    await saveProviderKey(owner, { apiKey: KEY });
    expect(await saveProviderOptionsAction(owner.slug, { apiStyle: "openai", assetHost: "other" })).toMatchObject({
      ok: true,
      data: { apiStyle: "openai", assetHost: "other", assetBaseUrl: "https://powertokens.ai/api" },
    });
    expect(await connectionFor(null)).toMatchObject({ apiStyle: "openai", assetBaseUrl: "https://powertokens.ai/api" });
    await saveProviderOptionsAction(owner.slug, { apiStyle: "native", assetHost: "automatic" });
    expect(await connectionFor(null)).toMatchObject({ apiStyle: "native", assetBaseUrl: BASE_URL });
  });
});

describe("the connection test", () => {
  it("says what failed, and learns nothing from a provider that is away", async () => {
    await withEnv({ EMULATOR_URL: "http://127.0.0.1:1" }, async () => {
      const answer = await testProviderConnectionAction(owner.slug, {});
      expect(answer).toMatchObject({
        ok: true,
        data: {
          report: {
            ok: false,
            checks: [{ name: "models", state: "failed", failure: { kind: "network" } }, { state: "skipped" }, { state: "skipped" }],
          },
          facts: { echoesMarker: null, models: null },
        },
      });
    });
  });

  it("learns from the account's own list that it gives our marker back", async () => {
    const { account } = await describeConnection(null);
    const clip = await makeGeneration({ status: "ready" });
    const attempt = { generationId: clip.id, apiStyle: "native", providerAccount: account, request: {}, leaseUntil: new Date() };
    await db.attempt.create({
      data: { ...attempt, id: newId(), number: 1, state: "acknowledged", marker: "person.attempt", providerTaskId: "cgt-1" },
    });
    let echoed = "somebody-else's";
    const server = createServer((request, response) => {
      const isList = request.url?.includes("/contents/generations/tasks");
      response.setHeader("content-type", "application/json");
      response.end(
        isList ? JSON.stringify({ items: [{ id: "cgt-1", status: "succeeded", safety_identifier: echoed }], total: 1 }) : '{"data":[]}',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await withEnv({ EMULATOR_URL: origin }, async () => {
      await testProviderConnectionAction(owner.slug, {});
      expect((await getProviderSettings(owner)).facts).toMatchObject({ echoesMarker: null, models: { known: [], unknownIds: [] } });
      echoed = "person.attempt";
      expect(await testProviderConnectionAction(owner.slug, {})).toMatchObject({ ok: true, data: { facts: { echoesMarker: true } } });
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it("decides which models the composer offers beyond those that everybody has", async () => {
    expect(await getOfferedModels(owner.teamId)).toEqual(["seedance-2.0", "seedance-2.0-fast", "seedance-2.0-mini"]);
    const { account } = await describeConnection(null);
    const modelIds = ["dreamina-seedance-2-5-260628", "something-else"];
    await learnFacts(db, account, { modelIds, testedAt: "2026-11-22T10:00:00.000Z" });
    await learnFacts(db, account, { echoesMarker: true });
    expect(await getOfferedModels(owner.teamId)).toEqual(["seedance-2.0", "seedance-2.0-fast", "seedance-2.0-mini", "seedance-2.5"]);
    expect((await getProviderSettings(owner)).facts).toEqual({
      echoesMarker: true,
      models: { known: ["seedance-2.5"], unknownIds: ["something-else"], testedAt: "2026-11-22T10:00:00.000Z" },
    });
    // Another key has to show for itself.
    await saveProviderKey(owner, { apiKey: KEY });
    expect(await getOfferedModels(owner.teamId)).toEqual(["seedance-2.0", "seedance-2.0-fast", "seedance-2.0-mini"]);
  });
});

describe("a key that the provider turned away", () => {
  const refused = async (account: string) => {
    await refuseAccount(db, account, "key");
    const waits = { status: "waiting", waitingFor: "key", nextActionAt: new Date(Date.now() + 3_600_000) } as const;
    return makeGeneration(waits);
  };
  const rowOf = async (id: string) => {
    await wakeRefused();
    return db.generation.findUniqueOrThrow({ where: { id } });
  };

  it("is told with what waits for it, and another one sends everything on its way", async () => {
    await saveProviderKey(owner, { apiKey: KEY });
    const clip = await refused(accountOf(KEY));
    expect((await getProviderSettings(owner)).refusal).toMatchObject({ reason: "key", waiting: 1 });
    expect(await saveProviderKey(owner, { apiKey: OTHER_KEY })).toMatchObject({ refusal: null });
    const row = await rowOf(clip.id);
    expect(row.waitingFor).toBeNull();
    expect(row.nextActionAt!.getTime()).toBeLessThanOrEqual(Date.now() + 1_000);
  });

  it("is tried again at once when it is saved again", async () => {
    await saveProviderKey(owner, { apiKey: KEY });
    const clip = await refused(accountOf(KEY));
    expect(await saveProviderKey(owner, { apiKey: KEY })).toMatchObject({ refusal: null });
    expect((await rowOf(clip.id)).waitingFor).toBeNull();
  });

  it("is tried again when a test passes, and not before", async () => {
    const { account } = await describeConnection(null);
    const clip = await refused(account);
    let status = 401;
    const server = createServer((_request, response) => {
      response.statusCode = status;
      response.setHeader("content-type", "application/json");
      response.end(status === 401 ? '{"error":{"code":"AuthenticationError","message":"no"}}' : '{"items":[],"data":[],"total":0}');
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    await withEnv({ EMULATOR_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, async () => {
      expect(await testProviderConnectionAction(owner.slug, {})).toMatchObject({ ok: true, data: { refusal: { reason: "key" } } });
      expect((await rowOf(clip.id)).waitingFor).toBe("key");
      status = 200;
      expect(await testProviderConnectionAction(owner.slug, {})).toMatchObject({ ok: true, data: { refusal: null } });
      expect((await rowOf(clip.id)).waitingFor).toBeNull();
    });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("prices", () => {
  it("are the catalogue's until an owner enters others, and again when they are reset", async () => {
    expect(await getPrices(null)).toEqual(DEFAULT_PRICES);
    const own = { ...prices(9.25), checkedOn: "2026-12-01", factor: 1.25 };
    expect(await savePricesAction(owner.slug, own)).toMatchObject({ ok: true, data: { hasOwnPrices: true, prices: own } });
    expect(await getPrices(null)).toEqual(own);
    expect(await resetPricesAction(owner.slug, {})).toMatchObject({ ok: true, data: { hasOwnPrices: false, prices: DEFAULT_PRICES } });
    expect(await getPrices(null)).toEqual(DEFAULT_PRICES);
  });

  it("of models that are newer than the owner's table are the catalogue's", async () => {
    await savePrices(owner, { ...DEFAULT_PRICES, models: { "seedance-2.0": {} } });
    const { models } = await getPrices(null);
    expect(models["seedance-2.0"]).toEqual({});
    expect(models["seedance-2.0-fast"]).toEqual(DEFAULT_PRICES.models["seedance-2.0-fast"]);
  });

  it.each([
    ["a price below nothing", prices(-1)],
    ["a slip of the decimal point", prices(7000)],
    ["a factor of nothing", { ...prices(7), factor: 0 }],
    ["a date that is none", { ...prices(7), checkedOn: "yesterday" }],
  ])("with %s are refused", async (_name, wrong) => {
    expect(await savePricesAction(owner.slug, wrong)).toMatchObject({ ok: false, error: { code: "bad-input" } });
    expect(await getPrices(null)).toEqual(DEFAULT_PRICES);
  });

  it("make the same estimate in the composer and in the row, also where a frame decides the shape", async () => {
    await savePrices(owner, prices(9.99));
    const project = await makeProject({ teamId: owner.teamId });
    const frame = await makeAsset({ teamId: owner.teamId, createdById: owner.userId, width: 1000, height: 1000 });
    const text = { ...emptyState(), prompt: "Rain at dusk" };
    const asset = toAssetView(frame);
    const states = [
      text,
      {
        ...text,
        mode: "firstFrame" as const,
        ratio: "adaptive" as const,
        inputs: [
          {
            key: "1",
            role: "firstFrame" as const,
            name: "a.png",
            kind: "image" as const,
            asset,
            upload: null,
            previewUrl: null,
            measured: null,
          },
        ],
      },
    ];
    for (const state of states) {
      const shown = estimateOf(state, plannedInputs(state), await getPrices(null));
      const inputs = state.inputs.map(({ role }) => ({ role, assetId: frame.id }));
      const view = await submitGeneration(owner, {
        projectId: project.id,
        id: newId(),
        draft: { ...draftFromState(state), inputs },
      });
      expect((await getClip(owner, view.id)).estimate).toEqual({ tokens: shown.tokens.max, micros: shown.micros?.max });
      expect(shown.micros).toEqual({ min: shown.micros?.max, max: shown.micros?.max });
    }
  });
});
