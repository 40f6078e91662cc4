import { stat } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { z } from "zod";
import { PICTURE_SIZES } from "@/lib/models/pictures";
import { json } from "@/lib/wire/envelopes";
import { parseJson } from "@/lib/wire/read-request";
import { invalidParameter, Refusal } from "@/lib/wire/refusal";
import { keepMedia } from "../media";
import { storageError } from "../other-pages";
import { drawBackdrop } from "../render/backdrop";
import { findScenarios } from "../scenarios";
import type { Call, Handler, World } from "../world";

const MODELS = ["seedream-4-0-250828", "seedream-4-5-251128", "seedream-5-0-260128", "dola-seedream-5-0-pro-260628"];
const DAY_MS = 24 * 60 * 60_000;

const bodySchema = z.object({
  model: z.string(),
  prompt: z.string().trim().min(1),
  size: z.string().default("2048x2048"),
  response_format: z.enum(["url", "b64_json"]).default("url"),
});

/** Makes one picture, answers when it is there, and sells the same body as often as it comes. */
export const createImage: Handler = async (call, world) => {
  const parsed = bodySchema.safeParse(parseJson(call.text, call.surface));
  if (!parsed.success) throw invalidParameter(String(parsed.error.issues[0]?.path[0] ?? "body"), "The request is not valid");
  const { model, prompt, size, response_format: format } = parsed.data;
  if (!MODELS.includes(model))
    throw new Refusal(404, "InvalidEndpointOrModel.NotFound", `The model ${model} does not exist or you do not have access to it.`, {
      param: "model",
    });
  const [width, height] = /^(\d{3,4})x(\d{3,4})$/.exec(size)?.slice(1).map(Number) ?? PICTURE_SIZES["1:1"].split("x").map(Number);
  if (findScenarios(prompt)["refuse-text"] !== undefined)
    throw new Refusal(
      400,
      "InputTextSensitiveContentDetected",
      "The request failed because the input text may contain sensitive information.",
      { param: "prompt" },
    );
  const number = world.pictures.push({ prompt, key: call.key, at: new Date(world.now()).toISOString() });
  // No two are the same, as with the real one.
  const bytes = await sharp(await drawBackdrop(`${prompt} ${number}`, width!, height!))
    .jpeg({ quality: 90 })
    .toBuffer();
  const media = await keepMedia(world.store.folder("images"), "picture.jpg", bytes);
  const data =
    format === "b64_json"
      ? { b64_json: bytes.toString("base64"), size }
      : { url: `${world.signer.origin}/pictures/${path.basename(media.path)}`, size };
  return json(200, { model, created: Math.floor(world.now() / 1000), data: [data], usage: { generated_images: 1 } });
};

const PICTURE = /^\/pictures\/([0-9a-f]{32}\.\w+)$/;

/** Where a picture lies, for a day; null: the address is of something else. */
export async function findPicture({ url }: Call, world: World): Promise<string | Response | null> {
  const name = PICTURE.exec(url.pathname)?.[1];
  if (name === undefined) return null;
  const file = path.join(world.store.folder("images"), name);
  const found = await stat(file).catch(() => null);
  if (!found) return storageError(404, "NoSuchKey", "The specified key does not exist.", world);
  return world.now() - found.mtimeMs > DAY_MS ? storageError(403, "AccessDenied", "Request has expired", world) : file;
}
