import { existsSync } from "node:fs";
import path from "node:path";
import { Refusal } from "@/lib/wire/refusal";
import type { TaskError } from "@/lib/wire/told-task";
import type { TaskInput } from "./records";
import type { ScenarioName } from "./scenarios";
import type { Store } from "./store";

type Found = Partial<Record<ScenarioName, string>>;

/**
 * Refusals of inputs, which the service makes at create. `fromPrompt` are the triggers of the prompt,
 * `perInput` those of each input's file name.
 * @throws Refusal with ByteDance's code and the path of the refused item
 */
export function moderateInputs(
  inputs: readonly (TaskInput & { param: string })[],
  textParam: string,
  fromPrompt: Found,
  perInput: readonly Found[],
): void {
  const blame = (kind: "image" | "video" | "audio", trigger: ScenarioName) => {
    const named = inputs.findIndex((input, index) => input.kind === kind && perInput[index]?.[trigger] !== undefined);
    if (named >= 0) return inputs[named];
    return fromPrompt[trigger] === undefined ? undefined : (inputs.find((input) => input.kind === kind) ?? null);
  };

  if (fromPrompt["refuse-text"] !== undefined) {
    throw new Refusal(
      400,
      "InputTextSensitiveContentDetected",
      "The request failed because the input text may contain sensitive information.",
      { param: textParam },
    );
  }
  for (const [kind, trigger, word] of [
    ["image", "refuse-image", "Image"],
    ["video", "refuse-video", "Video"],
    ["audio", "refuse-audio", "Audio"],
  ] as const) {
    const input = blame(kind, trigger);
    if (input !== undefined) {
      throw new Refusal(
        400,
        `Input${word}SensitiveContentDetected`,
        `The request failed because the input ${kind} may contain sensitive information.`,
        { param: input?.param ?? "content" },
      );
    }
  }
  for (const [trigger, suffix, words] of [
    ["real-person", "PrivacyInformation", "may contain real person"],
    ["input-copyright", "PolicyViolation", "may be related to copyright restrictions"],
  ] as const) {
    const input = blame("image", trigger) ?? blame("video", trigger) ?? blame("audio", trigger);
    if (input !== undefined) {
      const kind = input?.kind ?? "image";
      const word = kind[0]?.toUpperCase() + kind.slice(1);
      throw new Refusal(400, `Input${word}SensitiveContentDetected.${suffix}`, `The request failed because the input ${kind} ${words}.`, {
        param: input?.param ?? "content",
      });
    }
  }
  if ([fromPrompt, ...perInput].some((found) => found.refuse !== undefined)) {
    throw new Refusal(400, "SensitiveContentDetected", "The request failed because the input may contain sensitive information.", {
      param: "content",
    });
  }
  if (fromPrompt["closed-endpoint"] !== undefined) {
    throw new Refusal(
      400,
      "InvalidEndpoint.ClosedEndpoint",
      "The request failed because the endpoint is temporarily closed. Please try again later.",
      { param: "model" },
    );
  }
}

/**
 * The service's face check, where a test wants one: pictures are only taken of people who have verified themselves, and what was
 * made here, byte for byte. @throws Refusal
 */
export function refuseRealFaces(inputs: readonly (TaskInput & { param: string })[], { assets, groups, folder }: Store): void {
  const isTrusted = ({ url, media }: TaskInput): boolean => {
    const asset = assets.get(url.replace(/^asset:\/\//i, ""));
    const isVerified = (groups.get(asset?.groupId ?? "")?.humanType ?? 0) > 0;
    return isVerified || existsSync(path.join(folder("images"), path.basename(media.path)));
  };
  const face = inputs.find((input) => input.kind === "image" && !isTrusted(input));
  if (face)
    throw new Refusal(
      400,
      "InputImageSensitiveContentDetected.PrivacyInformation",
      "The request failed because the input image may contain real person.",
      { param: face.param },
    );
}

/** What becomes of a task with these triggers once it has run. */
export function endingOf(found: Found): "succeeded" | "never" | TaskError {
  if (found["fail-video"] !== undefined) {
    return {
      code: "OutputVideoSensitiveContentDetected",
      message: "The request failed because the output video may contain sensitive information.",
    };
  }
  if (found["fail-audio"] !== undefined) {
    return {
      code: "OutputAudioSensitiveContentDetected",
      message: "The request failed because the output audio may contain sensitive information.",
    };
  }
  if (found["fail-copyright"] !== undefined) {
    return {
      code: "OutputVideoSensitiveContentDetected.PolicyViolation",
      message: "The request failed because the output video may be related to copyright restrictions.",
    };
  }
  if (found["fail-internal"] !== undefined) {
    return { code: "InternalServiceError", message: "The service encountered an unexpected internal error." };
  }
  if (found["fail-late-input"] !== undefined) {
    return {
      code: "InputImageSensitiveContentDetected",
      message: "The request failed because the input image may contain sensitive information.",
    };
  }
  return found.forever !== undefined || found["queue-forever"] !== undefined ? "never" : "succeeded";
}
