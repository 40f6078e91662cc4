import { v5, v7 } from "uuid";

/** A new row id: a version 7 UUID, so that ids made later sort later and indexes stay compact. */
export const newId = (): string => v7();

/** The id of one of the rows that a press makes of one key: the same for the same `part`. */
export const partId = (key: string, part: string): string => v5(part, key);

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (value: unknown): value is string => typeof value === "string" && UUID.test(value);
