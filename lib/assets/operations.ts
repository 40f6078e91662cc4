import { door, operation } from "@/lib/access/operation";
import { findFiles } from "./find-files";
import { idSchema } from "@/lib/shared/inputs";
import { findRegistrations, prepareFiles, registerAgain } from "./registration/file-registrations";
import { requestUpload } from "./request-upload";
import { filesSchema, findFilesSchema, registrationsSchema, requestUploadSchema } from "./schema";

export const request = operation({
  name: "assets.requestUpload",
  permission: "assets.upload",
  input: requestUploadSchema,
  run: requestUpload,
});
export const find = operation({ name: "assets.find", permission: "assets.read", input: findFilesSchema, run: findFiles });
/** Where files stand with the provider's library. */
export const registrations = operation({
  name: "assets.registrations",
  permission: "assets.read",
  input: registrationsSchema,
  run: findRegistrations,
});
/** Puts files on their way to it before they are used. */
export const prepare = operation({ name: "assets.prepare", permission: "assets.upload", input: filesSchema, run: prepareFiles });
export const again = operation({ name: "assets.registerAgain", permission: "assets.upload", input: idSchema, run: registerAgain });
/** Takes the bytes of an asset. */
export const receive = door({ name: "assets.receive", permission: "assets.upload" });
/** Gives the bytes of an asset, or a small picture of them. */
export const open = door({ name: "assets.open", permission: "assets.read" });
