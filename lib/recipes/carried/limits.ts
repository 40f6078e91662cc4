/** Two prompts of the longest kind in any script, and sixty names of files, stay below. */
export const MAX_CARRIED_BYTES = 128 * 1024;
export const MAX_FILE_NAME = 200;
