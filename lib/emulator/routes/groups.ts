import { createHmac } from "node:crypto";
import { z } from "zod";
import { libraryAnswer } from "@/lib/wire/envelopes";
import { parseJson } from "@/lib/wire/read-request";
import { groupId } from "../ids";
import type { GroupRecord } from "../records";
import type { Call, Handler, World } from "../world";
import { refuse } from "./refuse-asset";

const mineOf = (key: string, world: World) => [...world.store.groups.values()].filter((group) => group.key === key);

/** A new group, or the sentence that says why there is none. */
function makeGroup(key: string, name: string, humanType: GroupRecord["humanType"], world: World): GroupRecord | string {
  const { assetGroups } = world.switches;
  if (assetGroups !== null && mineOf(key, world).length >= assetGroups)
    return `group limit reached: an account may have ${assetGroups} asset groups`;
  const createdAtMs = world.now();
  const group = { groupId: groupId(createdAtMs, world.random), key, name, humanType, createdAtMs };
  world.store.saveGroup(group);
  return group;
}

/** Where an upload goes: a group of this key, the one of that name, or else a new one for this file alone. */
export function groupFor(key: string, { id, name }: { id: string | null; name: string | null }, world: World): GroupRecord | string {
  const mine = mineOf(key, world);
  if (id !== null) return mine.find((group) => group.groupId === id) ?? `group ${id} not found`;
  return mine.find((group) => name !== null && group.humanType === 0 && group.name === name) ?? makeGroup(key, name ?? "", 0, world);
}

/** The body of a call about groups, and what it says to whoever sends another. */
const reading =
  <T>(schema: z.ZodType<T>, answer: (body: T, call: Call, world: World) => Response): Handler =>
  (call, world) => {
    const parsed = schema.safeParse(parseJson(call.text, call.surface));
    return parsed.success
      ? answer(parsed.data, call, world)
      : refuse(world, 400, parsed.error.issues.map(({ path }) => path.join(".")).join(", ") + " is required");
  };

export const createGroup = reading(z.object({ group_name: z.string().min(1) }), ({ group_name: name }, { key }, world) => {
  const group = makeGroup(key, name, 0, world);
  return typeof group === "string" ? refuse(world, 400, group) : libraryAnswer(200, { group_id: group.groupId }, "");
});

const listSchema = z.object({
  page: z.number().int().min(1),
  page_size: z.number().int().min(1).max(500),
  group_type: z.number().nullish(),
  real_human_type: z.number().nullish(),
});

/** Virtual groups unless real people are asked for; of those, the ones made by hand unless it says otherwise. */
export const listGroups = reading(listSchema, ({ page, page_size, group_type, real_human_type }, { key }, world) => {
  const wanted = group_type === 1 ? real_human_type || 1 : 0;
  const found = mineOf(key, world).filter((group) => group.humanType === wanted);
  const list = found.slice((page - 1) * page_size, page * page_size);
  return libraryAnswer(
    200,
    { list: list.map(({ groupId: id, name }) => ({ group_id: id, group_name: name, group_cover_url: "" })), total: found.length },
    "",
  );
});

const onGroup = <T extends { group_id: string }>(schema: z.ZodType<T>, act: (group: GroupRecord, body: T, world: World) => void) =>
  reading(schema, (body, { key }, world) => {
    const group = mineOf(key, world).find(({ groupId: id }) => id === body.group_id);
    if (!group) return refuse(world, 404, `group ${body.group_id} not found`);
    act(group, body, world);
    return libraryAnswer(200, null, "");
  });

export const renameGroup = onGroup(
  z.object({ group_id: z.string().min(1), group_name: z.string().min(1) }),
  (group, { group_name: name }, world) => world.store.saveGroup({ ...group, name }),
);

export const deleteGroup = onGroup(z.object({ group_id: z.string().min(1) }), (group, _body, world) => world.store.removeGroup(group));

const sign = (key: string, { store }: World): string =>
  createHmac("sha256", store.facts.secret).update(`person ${key}`).digest("hex").slice(0, 32);

/** A personal link: whoever opens it has verified themselves. */
export const authorizeUrl: Handler = (call, world) =>
  libraryAnswer(200, `${call.url.origin}/v1/asset/verify-person?token=${call.key}.${sign(call.key, world)}`, "");

export const verifyPerson: Handler = (call, world) => {
  const [key = "", signature] = (call.url.searchParams.get("token") ?? "").split(".");
  if (signature !== sign(key, world)) return refuse(world, 403, "the link is not valid");
  const group = makeGroup(key, "Verified person", 2, world);
  if (typeof group === "string") return refuse(world, 400, group);
  return new Response("<!doctype html><title>Verified</title><p>You are verified. You may close this page.</p>", {
    headers: { "content-type": "text/html; charset=utf-8" },
  });
};
