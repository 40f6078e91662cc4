import type { RegistrationView } from "../registration/view";

/**
 * What is known of faces in a picture. `looking`: not yet anything. `seen`: the provider may refuse it, and nobody has said yet
 * what is to be done. `accepted`: somebody said to go on. `person`: the one in it has verified themselves. `trusted`: the
 * provider's own model made it, and it is taken until then.
 */
export type FacesView =
  | { state: "looking" }
  | { state: "seen"; count: number }
  | { state: "accepted" }
  | { state: "person"; name: string }
  | { state: "trusted"; until: string };

/** What is said of a file before it is used. */
export interface FileStateView extends RegistrationView {
  /** null: nothing is to be said. */
  faces: FacesView | null;
}
