import { operation } from "@/lib/access/operation";
import { favouriteSchema, idsSchema } from "@/lib/generations/marks/schema";
import { idSchema, nothingSchema } from "@/lib/shared/inputs";
import { bundleFilesSchema, prepareFiles } from "./bundle-files";
import { getElementUses, getFile } from "./get-file";
import { listLibrary } from "./list-files";
import { markFiles, renameFile, renameFolder, setFavouriteFiles } from "./mark-files";
import { listSchema, markFilesSchema, renameFileSchema, renameFolderSchema } from "./schema";
import { readShelves } from "./shelves";
import { purgeFile, restoreFiles, trashFiles } from "./trash-files";

const reading = "assets.read";
const managing = "assets.manage";

/** A page of what the team can use: brought files, or clips that were made here. */
export const list = operation({
  name: "library.list",
  permission: reading,
  input: listSchema,
  run: (actor, input) => listLibrary(actor, input),
});
export const get = operation({ name: "library.get", permission: reading, input: idSchema, run: getFile });
export const elementUses = operation({ name: "library.elementUses", permission: reading, input: idSchema, run: getElementUses });
/** The tags, folders and projects that the list is narrowed down by. */
export const shelves = operation({ name: "library.shelves", permission: reading, input: nothingSchema, run: readShelves });
export const rename = operation({ name: "library.rename", permission: managing, input: renameFileSchema, run: renameFile });
export const refolder = operation({ name: "library.renameFolder", permission: managing, input: renameFolderSchema, run: renameFolder });
export const mark = operation({ name: "library.mark", permission: managing, input: markFilesSchema, run: markFiles });
export const favourite = operation({
  name: "library.favourite",
  permission: "assets.favourite",
  input: favouriteSchema,
  run: setFavouriteFiles,
});
export const trash = operation({ name: "library.trash", permission: managing, input: idsSchema, run: trashFiles });
export const restore = operation({ name: "library.restore", permission: managing, input: idsSchema, run: restoreFiles });
export const purge = operation({ name: "library.purge", permission: managing, input: idSchema, run: purgeFile });
/** Several files as one; its bytes come by the door of `generations.downloadAll`. */
export const prepareDownload = operation({
  name: "library.prepareDownload",
  permission: reading,
  input: bundleFilesSchema,
  run: prepareFiles,
});
