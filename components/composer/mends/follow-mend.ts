import { fetchJson, RequestError } from "@/components/data/fetch-json";
import { newKey } from "@/components/data/new-key";
import { reach } from "@/components/data/outdated";
import { cancelMendAction, mendAssetAction } from "@/lib/assets/actions";
import type { FileProblem } from "@/lib/assets/limits";
import type { How } from "@/lib/assets/mends/schema";
import type { MendView } from "@/lib/assets/mends/view";
import type { AssetView } from "@/lib/assets/view";
import type { AssetKind } from "@/lib/models/catalog";
import { paths } from "@/lib/shared/paths";
import type { ComposerEngine } from "../engine/composer-engine";
import { type ComposerInput, inputFromAsset } from "../engine/composer-state";

/** A picture takes less than a second, so the first look comes soon. */
const FIRST_LOOK_MS = 250;
const LOOK_MS = 1_000;
/** Where the studio does not answer. */
const LATER_MS = 4_000;

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const inputOf = (engine: ComposerEngine, key: string): ComposerInput | undefined =>
  engine.getSnapshot().state.inputs.find((input) => input.key === key);

/** Whether this place still waits for this mend: it may have been removed, or filled with something else. */
const isAwaited = (engine: ComposerEngine, key: string, mendId: string): boolean => {
  const upload = inputOf(engine, key)?.upload;
  return upload?.step === "mending" && upload.mendId === mendId;
};

const notMended = (reason: string): FileProblem => ({ code: "notMended", values: { reason } });

/** A file of the composer is mended; the new one takes its place when it is there, with the way back. */
export async function mendInput(engine: ComposerEngine, { key }: ComposerInput, how: How): Promise<void> {
  const before = inputOf(engine, key);
  if (!before?.asset) return;
  const mendId = newKey();
  engine.receive(key, { upload: { step: "mending", mendId, percent: 0 } });
  const refusal = await begin(engine, before.asset, mendId, how);
  if (refusal) return giveUp(engine, before, mendId, refusal);
  await follow(engine, before, mendId);
}

/** Something that is made of a clip comes beside it. */
export async function takeFrom(engine: ComposerEngine, source: ComposerInput, how: How, kind: AssetKind): Promise<void> {
  if (!source.asset || !engine.hasRoomFor(source.name)) return;
  const mendId = newKey();
  const key = newKey();
  const upload = { step: "mending", mendId, percent: 0 } as const;
  const place: ComposerInput = { key, role: "reference", name: source.name, kind, asset: null, upload, previewUrl: null, measured: null };
  engine.dispatch({ type: "add", inputs: [place] });
  const refusal = await begin(engine, source.asset, mendId, how);
  const asset = refusal ?? (await outcome(engine, source.asset.id, key, mendId));
  if (asset === null) return;
  if ("code" in asset) {
    engine.dispatch({ type: "remove", key });
    return engine.refuse(source.name, asset);
  }
  arrive(engine, key, asset);
}

/** Takes a mend back: what was there stands there again. */
export function stopMend(engine: ComposerEngine, { key, upload }: ComposerInput): void {
  if (upload?.step !== "mending") return;
  void reach(cancelMendAction(engine.team, { id: upload.mendId }));
  const { asset, role } = inputOf(engine, key)!;
  if (asset) engine.receive(key, { upload: inputFromAsset(asset, role, key).upload });
  else engine.dispatch({ type: "remove", key });
}

/** Files whose page was left while they were mended: the worker went on, and so does this. */
export async function resumeMends(engine: ComposerEngine, inputs: readonly ComposerInput[]): Promise<void> {
  for (const input of inputs) {
    const asset = input.asset;
    if (!asset || asked.has(asset.id)) continue;
    asked.add(asset.id);
    const open = (await told(engine.team, asset.id))?.find(({ status, kind }) => isOpen(status) && kind !== "frame" && kind !== "sound");
    if (!open || inputOf(engine, input.key)?.upload?.step !== "problem") continue;
    engine.receive(input.key, { upload: { step: "mending", mendId: open.id, percent: open.progress } });
    void follow(engine, input, open.id);
  }
}

/** Files that were asked about since this page was loaded; what it began itself it follows itself. */
const asked = new Set<string>();

const isOpen = (status: MendView["status"]): boolean => status === "waiting" || status === "running";

/** @returns why it could not begin, or null */
async function begin(engine: ComposerEngine, asset: AssetView, asId: string, how: How): Promise<FileProblem | null> {
  asked.add(asset.id);
  const result = await reach(mendAssetAction(engine.team, { id: asset.id, asId, how }));
  if (result?.ok) return null;
  const file = result?.error.fields?.file;
  if (file) return { code: file.code as FileProblem["code"], values: file.values ?? {} };
  if (!result) return { code: "network", values: {} };
  return result.error.code === "not-allowed" || result.error.code === "not-signed-in"
    ? { code: "notAllowed", values: {} }
    : notMended(result.error.code === "too-many-requests" ? "busy" : "failed");
}

async function follow(engine: ComposerEngine, before: ComposerInput, mendId: string): Promise<void> {
  const asset = await outcome(engine, before.asset!.id, before.key, mendId);
  if (asset === null) return;
  if ("code" in asset) return giveUp(engine, before, mendId, asset);
  arrive(engine, before.key, asset);
  const { name, kind, previewUrl, measured } = before;
  engine.tellOfMended(() => {
    engine.dispatch({ type: "update", key: before.key, patch: { name, kind, previewUrl, measured } });
    engine.receive(before.key, { asset: before.asset!, upload: inputFromAsset(before.asset!, before.role, before.key).upload });
  });
}

function arrive(engine: ComposerEngine, key: string, asset: AssetView): void {
  engine.dispatch({ type: "update", key, patch: { name: asset.name, kind: asset.kind, previewUrl: null, measured: null } });
  engine.receive(key, { asset, upload: null });
}

/** What was there stays, and why it could not be mended is said. */
function giveUp(engine: ComposerEngine, before: ComposerInput, mendId: string, problem: FileProblem): void {
  if (!isAwaited(engine, before.key, mendId)) return;
  engine.receive(before.key, { upload: inputFromAsset(before.asset!, before.role, before.key).upload });
  engine.refuse(before.name, problem);
}

/** Waits until it is made. @returns what came of it, why nothing did, or null where nobody waits any more */
async function outcome(engine: ComposerEngine, sourceId: string, key: string, mendId: string): Promise<AssetView | FileProblem | null> {
  for (let pause = FIRST_LOOK_MS; ;) {
    await later(pause);
    if (!isAwaited(engine, key, mendId)) return null;
    const mends = await told(engine.team, sourceId);
    const mend = mends?.find(({ id }) => id === mendId);
    if (!isAwaited(engine, key, mendId)) return null;
    if (mend?.asset) return mend.asset;
    if (mends && (!mend || !isOpen(mend.status))) return notMended(mend?.failure ?? "failed");
    if (mend) engine.receive(key, { upload: { step: "mending", mendId, percent: mend.progress } });
    pause = mends ? LOOK_MS : LATER_MS;
  }
}

/** null where the studio cannot be reached just now. */
async function told(team: string, sourceId: string): Promise<MendView[] | null> {
  return fetchJson<MendView[]>(paths.api.mends(team, sourceId)).catch((error: unknown) => {
    if (error instanceof RequestError && error.error === null) return null;
    return [];
  });
}
