import { getModel, parameterFields } from "@/lib/models/catalog";
import type { InputKind, ProviderHost, TaskRequest } from "../types";
import type { NativeContentItem, NativeCreateBody } from "./wire";

/**
 * The native create body. Every setting with a default is sent, because the defaults differ by surface and
 * version; `service_tier`, `draft`, `camera_fixed` and `frames` never are: 2.0 refuses them.
 *
 * @throws for a video as base64, which no documented version upstream takes.
 */
export function buildNativeBody(request: TaskRequest, host: ProviderHost): NativeCreateBody {
  return {
    model: getModel(request.model).ids[host],
    // One text item, first: error messages count positions from it.
    content: [{ type: "text", text: request.prompt }, ...request.inputs.map(toContentItem)],
    resolution: request.resolution,
    ratio: request.ratio,
    duration: request.durationSeconds ?? -1,
    ...parameterFields(request, "native"),
    ...(request.safetyIdentifier === "" ? {} : { safety_identifier: request.safetyIdentifier }),
  };
}

function toContentItem({ kind, url }: { kind: InputKind; url: string }): NativeContentItem {
  switch (kind) {
    case "firstFrame":
      return { type: "image_url", image_url: { url }, role: "first_frame" };
    case "lastFrame":
      return { type: "image_url", image_url: { url }, role: "last_frame" };
    case "referenceImage":
      return { type: "image_url", image_url: { url }, role: "reference_image" };
    case "referenceVideo":
      if (/^data:/iu.test(url)) throw new Error("A video cannot be sent as base64");
      return { type: "video_url", video_url: { url }, role: "reference_video" };
    case "referenceAudio":
      return { type: "audio_url", audio_url: { url }, role: "reference_audio" };
  }
}
