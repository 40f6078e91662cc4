import { MOST_TYPED } from "@/lib/generations/find/find";
import { LABEL_MAX_LENGTH } from "@/lib/generations/marks/limits";
import { lineOf, matching, oneOf, type Parts, type ReadPart, readParts, writeParts } from "@/lib/shared/parts";

/** What the library shows: files that people brought, all or of one kind, or the clips that were made here. */
export const SHOWN = ["image", "video", "audio", "made"] as const;
export type Shown = (typeof SHOWN)[number];
export const LIBRARY_SORTS = ["newest", "used", "name", "size"] as const;
export type LibrarySort = (typeof LIBRARY_SORTS)[number];

/** The one description for the address of the page, the query and its controls. */
const PARTS = {
  q: lineOf(MOST_TYPED),
  show: oneOf(SHOWN),
  /** The slug of the project whose clips use it, or made it. */
  project: matching(/^[a-z0-9-]{1,80}$/),
  tag: lineOf(LABEL_MAX_LENGTH),
  folder: lineOf(LABEL_MAX_LENGTH),
  /** Of whoever asks. */
  favourite: oneOf(["yes"]),
  sort: oneOf(LIBRARY_SORTS),
} satisfies Record<string, ReadPart<string | number>>;

export type LibraryFind = Parts<typeof PARTS>;
export const LIBRARY_PARTS = Object.keys(PARTS) as (keyof LibraryFind)[];
/** What narrows the list down, each as a chip that can be taken away. */
export const LIBRARY_FILTERS = ["project", "folder", "tag", "favourite"] as const;

/** What an address says of it; what is none is left out. */
export function readLibraryFind(from: URLSearchParams | Record<string, unknown>): LibraryFind {
  const find = readParts(PARTS, from);
  if (find.sort === "newest") delete find.sort;
  // Clips have no folder here, and are in the order of time.
  if (find.show === "made") {
    delete find.folder;
    delete find.sort;
  }
  return find;
}

/** The same find is the same text, "" for everything. */
export const writeLibraryFind = (find: LibraryFind): string => writeParts(PARTS, readLibraryFind(find));
export const parseLibraryFind = (text: string): LibraryFind => readLibraryFind(new URLSearchParams(text));
