import { door, operation } from "@/lib/access/operation";
import { guestCommentSchema, tokenSchema, unlockSchema } from "../schema";
import { countView } from "./count-view";
import { sayAsGuest } from "./guest-comments";
import { unlockShare } from "./unlock";

// Guests have no account and no role: the link is the permission, and each of these asks it.
const permission = "anyone";

export const unlock = operation({ name: "shares.unlock", permission, input: unlockSchema, run: unlockShare });
export const say = operation({ name: "shares.comment", permission, input: guestCommentSchema, run: sayAsGuest });
export const view = operation({ name: "shares.countView", permission, input: tokenSchema, run: countView });
/** A file of a clip. */
export const open = door({ name: "shares.open", permission });
/** What is said in a clip, to be read. */
export const captions = door({ name: "shares.captions", permission });
/** The film of a sequence. */
export const openFilm = door({ name: "shares.openFilm", permission });
/** Of whoever shares it: also before the passphrase. */
export const logo = door({ name: "shares.logo", permission });
/** What was said through the link. */
export const comments = door({ name: "shares.comments", permission });
/** Hears that more was said. */
export const listen = door({ name: "shares.listen", permission });
