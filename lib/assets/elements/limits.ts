/** As many as the 2.0 family takes in all; four or five of a subject are advised. */
export const MOST_PICTURES = 9;
/** What the provider takes of one sound, in round seconds. */
export const VOICE_SECONDS = { min: 2, max: 15 } as const;
export const NAME_MAX_LENGTH = 30;
export const TEXT_MAX_LENGTH = 200;
