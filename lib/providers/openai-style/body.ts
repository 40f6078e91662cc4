import { getModel, parameterFields } from "@/lib/models/catalog";
import type { InputKind, ProviderHost, TaskRequest } from "../types";
import type { VideoCreateBody, VideoMediaFile } from "./wire";

const MEDIA_TYPES: Record<InputKind, VideoMediaFile["type"]> = {
  firstFrame: "first_frame",
  lastFrame: "last_frame",
  referenceImage: "reference_image",
  referenceVideo: "reference_video",
  referenceAudio: "reference_audio",
};

/**
 * The `/v1/videos` create body: `media` instead of `content`, `size` instead of `resolution`, and the length as a
 * string. Defaults are spelled out for the same reason as in native style.
 *
 * @throws for a link that is no `asset://`: this surface is documented to take nothing else.
 */
export function buildVideoBody(request: TaskRequest, host: ProviderHost): VideoCreateBody {
  return {
    model: getModel(request.model).ids[host],
    media: [{ type: "text", text: request.prompt }, ...request.inputs.map(toMediaFile)],
    seconds: String(request.durationSeconds ?? -1),
    size: request.resolution,
    ratio: request.ratio,
    ...parameterFields(request, "openai"),
    ...(request.safetyIdentifier === "" ? {} : { safety_identifier: request.safetyIdentifier }),
  };
}

function toMediaFile({ kind, url }: { kind: InputKind; url: string }): VideoMediaFile {
  if (!url.startsWith("asset://")) throw new Error("The OpenAI-style surface takes files of the asset library only");
  return { type: MEDIA_TYPES[kind], url };
}
