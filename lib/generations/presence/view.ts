/** Somebody who has a project open now, once for all of their pages. */
export interface PersonHere {
  id: string;
  name: string;
  /** The clips that are open in their viewers, where they let others see that. */
  clips: string[];
}

export interface HereView {
  projectId: string;
  /** In order of their names, whoever asks among them. */
  people: PersonHere[];
}
