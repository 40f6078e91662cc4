import { beforeEach, expect, it, vi } from "vitest";
import { dismissToast, subscribeToasts, toast, toastsNow } from "./toast-store";

beforeEach(() => toastsNow().forEach(({ id }) => dismissToast(id)));

it("only the newest three stand at once", () => {
  for (const title of ["a", "b", "c", "d"]) toast({ title });
  expect(toastsNow().map(({ title }) => title)).toEqual(["b", "c", "d"]);
});

it("what can be undone stays longer", () => {
  toast({ title: "Deleted", action: { label: "Undo", onClick: () => {} } });
  toast({ title: "Copied" });
  expect(toastsNow().map(({ durationMs }) => durationMs)).toEqual([8000, 5000]);
});

it("the listener hears of each change until it leaves", () => {
  const listener = vi.fn();
  const leave = subscribeToasts(listener);
  dismissToast(toast({ title: "Copied" }));
  leave();
  toast({ title: "Copied again" });
  expect(listener).toHaveBeenCalledTimes(2);
});
