import type { FileStateView } from "@/lib/assets/faces/view";
import type { ComposerInput } from "../engine/composer-state";

/** A file as its place calls it. */
export interface NamedFile {
  input: ComposerInput;
  label: string;
}

/** The same, with where it stands with the provider. */
export type KnownFile = NamedFile & { known: FileStateView };
