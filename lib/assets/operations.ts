import { door, operation } from "@/lib/access/operation";
import { findFiles } from "./find-files";
import { requestUpload } from "./request-upload";
import { findFilesSchema, requestUploadSchema } from "./schema";

export const request = operation({
  name: "assets.requestUpload",
  permission: "assets.upload",
  input: requestUploadSchema,
  run: requestUpload,
});
export const find = operation({ name: "assets.find", permission: "assets.read", input: findFilesSchema, run: findFiles });
/** Takes the bytes of an asset. */
export const receive = door({ name: "assets.receive", permission: "assets.upload" });
/** Gives the bytes of an asset, or a small picture of them. */
export const open = door({ name: "assets.open", permission: "assets.read" });
