import { v7 } from "uuid";

/** The id of what a press makes, or the key of something that lives in this tab; it needs no https, as `randomUUID` does. */
export const newKey = (): string => v7();
