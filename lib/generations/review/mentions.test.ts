import { expect, it } from "vitest";
import { tellApart } from "./tell-apart";
import { askedName, idsToNames, membersLike, nameToIds } from "./mentions";

const bo = { id: "01a2250b-18ce-76a9-918c-021152ad98cd", name: "Bo" };
const boLi = { id: "01a2250b-1edb-776c-bd38-dcf150f8d539", name: "Bo Li" };
const lin = { id: "01a2250b-21fa-75b6-9516-187dcdbdf43e", name: "小林" };
const people = [bo, boLi, lin];

it("a picked name is kept as an id, the longest first, and a word that only begins like it stays a word", () => {
  expect(nameToIds("@Bo Li and @Bo, not @Bob or Bo", people)).toBe(`@{${boLi.id}} and @{${bo.id}}, not @Bob or Bo`);
  expect(nameToIds("@小林请看", people)).toBe(`@{${lin.id}}请看`);
  expect(nameToIds("@Bo", [])).toBe("@Bo");
  expect(nameToIds("@A.B? @AxB", [{ id: bo.id, name: "A.B?" }])).toBe(`@{${bo.id}} @AxB`);
});

it("comes back as it was typed, with today's name, and keeps whoever is not known here", () => {
  const kept = nameToIds("Look, @Bo Li: @小林", people);
  expect(idsToNames(kept, people)).toEqual({ text: "Look, @Bo Li: @小林", named: [boLi, lin] });
  expect(idsToNames(`@{${bo.id}}`, [{ ...bo, name: "Bodil" }]).text).toBe("@Bodil");
  expect(idsToNames(kept, [lin])).toEqual({ text: `Look, @{${boLi.id}}: @小林`, named: [lin] });
});

it("a name is asked for after an @ that begins a word, and found by the beginning of any of its parts", () => {
  expect(askedName("Look @")).toBe("");
  expect(askedName("Look @bo l")).toBe("bo l");
  expect(askedName("请看@小")).toBe("小");
  expect(askedName("mail bo@example")).toBeNull();
  expect(askedName("@Bo\n")).toBeNull();
  expect(membersLike(people, "li")).toEqual([boLi]);
  expect(membersLike(people, "BO")).toEqual([bo, boLi]);
  expect(membersLike(people, "")).toHaveLength(3);
});

it("two of one name are told apart by their mail, in the list, in the text and back, and nobody else's is shown", () => {
  const also = { id: "01a2250b-2d1f-7b0c-a1d2-9b8a6d0f7c11", name: "bo" };
  const apart = tellApart([
    { ...bo, email: "bo@example.com" },
    { ...also, email: "bo.2@example.com" },
    { ...lin, email: "lin@example.com" },
  ]);
  expect(apart.map(({ name }) => name)).toEqual(["Bo (bo@example.com)", "bo (bo.2@example.com)", "小林"]);
  const kept = nameToIds("@bo (bo.2@example.com) and @Bo (bo@example.com): look", apart);
  expect(kept).toBe(`@{${also.id}} and @{${bo.id}}: look`);
  expect(idsToNames(kept, apart).text).toBe("@bo (bo.2@example.com) and @Bo (bo@example.com): look");
  expect(membersLike(apart, "bo")).toHaveLength(2);
});
