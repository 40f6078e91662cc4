import { expect, it } from "vitest";
import type { ActionResult } from "@/lib/shared/result";
import { askingFirst, questionNow, wasDeclined } from "./ask-first";

/** A studio that takes a press once so much was agreed to. */
const studio = (...prices: number[]) => {
  const agreed: (number | undefined)[] = [];
  const send = async (sum?: number): Promise<ActionResult<string>> => {
    agreed.push(sum);
    const micros = prices[Math.min(agreed.length, prices.length) - 1]!;
    return (sum ?? 0) >= micros
      ? { ok: true, data: "made" }
      : { ok: false, error: { code: "ask-first", values: { micros, aboveMicros: 1 } } };
  };
  return { agreed, send };
};
const asked = async () => {
  for (let turn = 0; questionNow() === null && turn < 50; turn++) await Promise.resolve();
  return questionNow()!;
};

it("sends at once what nobody wants to be asked about", async () => {
  const { send, agreed } = studio(0);
  expect(await askingFirst(send)).toEqual({ ok: true, data: "made" });
  expect(agreed).toEqual([undefined]);
});

it("asks about the sum, sends it again with a yes, and asks again where it became dearer meanwhile", async () => {
  const { send, agreed } = studio(5, 7, 7);
  const result = askingFirst(send);
  const first = await asked();
  expect(first).toMatchObject({ micros: 5, above: 1 });
  first.answer(true);
  const second = await asked();
  expect(second.micros).toBe(7);
  second.answer(true);
  expect(await result).toEqual({ ok: true, data: "made" });
  expect(agreed).toEqual([undefined, 5, 7]);
  expect(questionNow()).toBeNull();
});

it("sends nothing after a no, and one question at a time stands", async () => {
  const [one, other] = [studio(5), studio(9)];
  const results = [askingFirst(one.send), askingFirst(other.send)];
  (await asked()).answer(false);
  expect(wasDeclined((await results[0])!)).toBe(true);
  expect((await asked()).micros).toBe(9);
  questionNow()!.answer(false);
  expect(wasDeclined((await results[1])!)).toBe(true);
  expect([one.agreed, other.agreed]).toEqual([[undefined], [undefined]]);
});
