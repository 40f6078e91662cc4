import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { Waveform } from "./waveform";

it("is as high as the square root of what is heard, on both sides, and a hairline where nothing is", () => {
  const drawn = renderToStaticMarkup(<Waveform peaks={btoa(String.fromCharCode(255, 64, 0))} className="" />);
  expect(drawn).toContain('viewBox="0 -100 3 200"');
  expect(drawn).toContain('d="M0 0L0 -100H1L1 -50H2L2 -2H3L3 2H2L2 50H1L1 100H0Z"');
});
