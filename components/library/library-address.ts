import { readingAddress, writeAddress } from "@/components/data/address";
import { LIBRARY_PARTS, type LibraryFind, parseLibraryFind, readLibraryFind, writeLibraryFind } from "@/lib/library/find";

/** What is looked for, as it stands in the address. "" for everything. */
export const libraryInAddress = readingAddress((search) => writeLibraryFind(readLibraryFind(search)));
/** The file that is open. */
export const fileInAddress = readingAddress((search) => search.get("file"));

/** Looks for the same with this changed. */
export const lookFor = (change: Partial<Record<keyof LibraryFind, string | undefined>>, how?: { isTyping?: boolean }): void =>
  writeAddress(LIBRARY_PARTS, writeLibraryFind(readLibraryFind({ ...parseLibraryFind(location.search), ...change })), how);

export const openFile = (id: string | null): void => writeAddress(["file"], id === null ? "" : `file=${id}`, { isTop: false });
