import { mentionToken, piecesOf } from "@/lib/models/mention-tokens";
import type { PersonView } from "./view";

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/**
 * What was typed, as it is kept: `@Bo` becomes Bo's id where Bo was picked from the list, so that a name that changes changes here too.
 * A longer word that begins like the name is left alone; after a Chinese name words go on without a space.
 */
export function nameToIds(text: string, named: readonly PersonView[]): string {
  // "Bo Li" before "Bo".
  const people = [...named].sort((a, b) => b.name.length - a.name.length);
  return people.reduce(
    (words, { id, name }) => words.replace(new RegExp(`@${escaped(name)}(?![\\p{Script=Latin}\\p{N}])`, "gu"), mentionToken(id)),
    text,
  );
}

/** The way back, to be worded anew, and who is named in it. */
export function idsToNames(text: string, members: readonly PersonView[]): { text: string; named: PersonView[] } {
  const named: PersonView[] = [];
  const words = piecesOf(text).map((piece) => {
    if (typeof piece === "string") return piece;
    const person = members.find(({ id }) => id === piece.id);
    if (!person) return piece.token;
    named.push(person);
    return `@${person.name}`;
  });
  return { text: words.join(""), named };
}

/** The name that is being typed before the caret, after an `@` that begins a word; null where none is. Chinese words have no spaces between them. */
export function askedName(before: string): string | null {
  const [, name] = /(?:^|[^\p{Script=Latin}\p{N}@])@([^@\n]{0,30})$/u.exec(before) ?? [];
  return name ?? null;
}

/** Those whose name, or a part of it, begins like this. */
export function membersLike(members: readonly PersonView[], asked: string): PersonView[] {
  const wanted = asked.toLowerCase();
  return members.filter(({ name }) => {
    const known = name.toLowerCase();
    return known.startsWith(wanted) || known.split(/\s+/u).some((part) => part.startsWith(wanted));
  });
}
