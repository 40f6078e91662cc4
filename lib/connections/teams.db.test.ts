import { db, truncateAll } from "@/lib/testing/database";
import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/callers/actor";
import { submitGeneration } from "@/lib/generations/asking/submit";
import { wakeRefused } from "@/lib/generations/sending/wake";
import { nextInLine } from "@/lib/generations/sending/turn";
import { DEFAULT_PRICES } from "@/lib/models/prices";
import { newId } from "@/lib/shared/ids";
import { makeDraft } from "@/lib/testing/draft";
import { makeGeneration, makeMember, makeProject, makeTeam } from "@/lib/testing/factories";
import { accountFingerprint, connectionFor, connectionsInUse, describeConnection, findConnection } from "./connection";
import { refuseAccount } from "./pause";
import { getPrices } from "./prices";
import {
  getProviderSettings,
  removeProviderKey,
  resetPrices,
  savePrices,
  saveProviderKey,
  saveProviderOptions,
  shareProviderKey,
} from "./settings";

const STUDIO_KEY = "sk-studio-0123456789-ABCD";
const TEAM_KEY = "sk-team-9876543210-WXYZ";
const accountOf = (key: string) => accountFingerprint("https://api.powertokens.ai", key);

let operator: Actor;
let other: Actor;
let team: string;

beforeEach(async () => {
  await truncateAll();
  operator = await makeMember("owner");
  other = await makeMember("owner");
  team = other.teamId;
});

const press = async (actor: Actor) =>
  submitGeneration(actor, {
    projectId: (await makeProject({ teamId: actor.teamId })).id,
    id: newId(),
    draft: makeDraft({ prompt: "rain" }),
  });

describe("whose key a team sends with", () => {
  it("is its own, else the operator's, and the emulator's only while nobody has one", async () => {
    expect(await connectionFor(team)).toMatchObject({ isEmulator: true });
    await saveProviderKey(operator, { apiKey: STUDIO_KEY });
    expect(await connectionFor(team)).toMatchObject({ apiKey: STUDIO_KEY });
    await saveProviderKey(other, { apiKey: TEAM_KEY });
    expect(await connectionFor(team)).toMatchObject({ apiKey: TEAM_KEY });
    expect(await connectionFor(operator.teamId)).toMatchObject({ apiKey: STUDIO_KEY });
    await removeProviderKey(other);
    expect(await connectionFor(team)).toMatchObject({ apiKey: STUDIO_KEY });
  });

  it("is none where the operator keeps theirs to themselves, and a press says so instead of buying test pictures", async () => {
    await saveProviderKey(operator, { apiKey: STUDIO_KEY });
    await shareProviderKey(operator, { isShared: false });
    await expect(connectionFor(team)).rejects.toMatchObject({ code: "no-provider-key" });
    await expect(press(other)).rejects.toMatchObject({ code: "no-provider-key" });
    expect(await describeConnection(team)).toMatchObject({ isKeyMissing: true, isEmulator: false, keyLastFour: null });
    expect(await connectionFor(operator.teamId)).toMatchObject({ apiKey: STUDIO_KEY });
  });

  it("is none where only another team has one", async () => {
    await saveProviderKey(other, { apiKey: TEAM_KEY });
    await expect(connectionFor(operator.teamId)).rejects.toMatchObject({ code: "no-provider-key" });
    await expect(connectionFor((await makeTeam()).id)).rejects.toMatchObject({ code: "no-provider-key" });
  });

  it("was another before: what that one bought is still fetched with it", async () => {
    await saveProviderKey(operator, { apiKey: STUDIO_KEY });
    await makeGeneration({ teamId: team, status: "running", providerAccount: accountOf(STUDIO_KEY), providerTaskId: "cgt-1" });
    await saveProviderKey(other, { apiKey: TEAM_KEY });
    await saveProviderKey(operator, { apiKey: "sk-newer-0123456789" });
    expect(await findConnection(accountOf(STUDIO_KEY))).toMatchObject({ apiKey: STUDIO_KEY });
    expect(await findConnection(accountOf(TEAM_KEY))).toMatchObject({ apiKey: TEAM_KEY });
    expect((await connectionsInUse()).map(({ account }) => account).toSorted()).toEqual(
      [accountOf("sk-newer-0123456789"), accountOf(TEAM_KEY)].toSorted(),
    );
  });
});

describe("the settings of a team", () => {
  it("change nothing of the studio's, whose key it does not see", async () => {
    await saveProviderKey(operator, { apiKey: STUDIO_KEY });
    expect(await getProviderSettings(other)).toMatchObject({ keySource: "studio", keyLastFour: null, isShared: null });
    await saveProviderKey(other, { apiKey: TEAM_KEY });
    await saveProviderOptions(other, { apiStyle: "openai", assetHost: "same" });
    expect(await getProviderSettings(other)).toMatchObject({ keySource: "settings", keyLastFour: "WXYZ", apiStyle: "openai" });
    expect(await getProviderSettings(operator)).toMatchObject({ keyLastFour: "ABCD", apiStyle: "native", isShared: true });
    await removeProviderKey(other);
    expect(await getProviderSettings(operator)).toMatchObject({ keyLastFour: "ABCD" });
    await expect(shareProviderKey(other, { isShared: false })).rejects.toMatchObject({ code: "not-allowed" });
  });

  it("name its own prices, else the operator's", async () => {
    const own = { ...DEFAULT_PRICES, factor: 2 };
    await savePrices(operator, { ...DEFAULT_PRICES, factor: 3 });
    expect(await getPrices(team)).toMatchObject({ factor: 3 });
    await savePrices(other, own);
    expect(await getPrices(team)).toMatchObject({ factor: 2 });
    expect(await getPrices(operator.teamId)).toMatchObject({ factor: 3 });
    await resetPrices(other);
    expect(await getProviderSettings(other)).toMatchObject({ hasOwnPrices: false, prices: { factor: 3 } });
  });
});

describe("the line of an account", () => {
  it("holds nobody up whose team sends with another", async () => {
    await saveProviderKey(operator, { apiKey: STUDIO_KEY });
    await saveProviderKey(other, { apiKey: TEAM_KEY });
    const theirs = await makeGeneration({ teamId: team, createdAt: new Date(Date.now() - 60_000) });
    const ours = await makeGeneration({ teamId: operator.teamId });
    expect(await nextInLine(db, accountOf(STUDIO_KEY), 1)).toEqual([ours.id]);
    expect(await nextInLine(db, accountOf(TEAM_KEY), 1)).toEqual([theirs.id]);
  });

  it("goes on when its own account is well again, and not when another is", async () => {
    await saveProviderKey(operator, { apiKey: STUDIO_KEY });
    await saveProviderKey(other, { apiKey: TEAM_KEY });
    const later = { waitingFor: "balance", nextActionAt: new Date(Date.now() + 3_600_000) };
    const theirs = await makeGeneration({ teamId: team, ...later });
    const ours = await makeGeneration({ teamId: operator.teamId, ...later });
    await refuseAccount(db, accountOf(TEAM_KEY), "balance");
    await wakeRefused();
    expect(await db.generation.findUniqueOrThrow({ where: { id: ours.id } })).toMatchObject({ waitingFor: null });
    expect(await db.generation.findUniqueOrThrow({ where: { id: theirs.id } })).toMatchObject({ waitingFor: "balance" });
  });
});
