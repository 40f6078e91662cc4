"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const renameFileAction = asAction(operations.rename);
export const renameLibraryFolderAction = asAction(operations.refolder);
export const markFilesAction = asAction(operations.mark);
export const setFavouriteFilesAction = asAction(operations.favourite);
export const trashFilesAction = asAction(operations.trash);
export const restoreFilesAction = asAction(operations.restore);
export const purgeFileAction = asAction(operations.purge);
export const prepareFilesAction = asAction(operations.prepareDownload);
