import { libraryAnswer } from "@/lib/wire/envelopes";
import type { World } from "../world";

/** A refusal of the library, whose HTTP status nobody documents. */
export const refuse = (world: World, code: number, msg: string): Response =>
  libraryAnswer(code, null, msg, world.switches.assetErrors === "http" ? code : 200);
