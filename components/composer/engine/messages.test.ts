import { expect, it } from "vitest";
import { FILE_PROBLEM_CODES, LIMIT_PROBLEM_CODES } from "@/lib/assets/limits";
import { LOCALES } from "@/lib/i18n/config";
import { loadNamespace } from "@/lib/i18n/load-messages";
import type { ComposerProblem } from "./composer-state";

const PROBLEM_CODES = {
  promptEmpty: true,
  promptTooLong: true,
  mentionMissing: true,
  mentionRemoved: true,
  mentionParked: true,
  firstFrameMissing: true,
  lastFrameMissing: true,
  referencesMissing: true,
  audioAlone: true,
  tooManyImages: true,
  tooManyVideos: true,
  tooManyAudios: true,
  tooManyFiles: true,
  videoNeedsLibrary: true,
  filesTooLarge: true,
  videosTooLong: true,
  audiosTooLong: true,
  consentOver: true,
  uploading: true,
  uploadFailed: true,
  unknownModel: true,
  resolutionUnavailable: true,
  ratioUnavailable: true,
  durationUnavailable: true,
  durationNeedsNative: true,
  seedUnavailable: true,
  modeUnavailable: true,
  frameNotImage: true,
} satisfies Record<ComposerProblem["code"], true>;

it.each(LOCALES)("every problem has its sentence in %s", async (locale) => {
  expect(Object.keys(await loadNamespace(locale, "problems")).sort()).toEqual(Object.keys(PROBLEM_CODES).sort());
  expect(Object.keys(await loadNamespace(locale, "assetProblems")).sort()).toEqual([...LIMIT_PROBLEM_CODES, ...FILE_PROBLEM_CODES].sort());
});
