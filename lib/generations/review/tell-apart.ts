import { nameKey } from "@/lib/shared/name-key";
import type { PersonView } from "./view";

/** People by names of which no two are the same: where they would be, what they sign in with stands behind. */
export function tellApart(people: readonly (PersonView & { email: string })[]): PersonView[] {
  const alike = Map.groupBy(people, ({ name }) => nameKey(name));
  return people.map(({ id, name, email }) => ({ id, name: alike.get(nameKey(name))!.length > 1 ? `${name} (${email})` : name }));
}
