import { expect, it } from "vitest";
import { csvLine } from "./csv";

it("a line keeps every text as it is, and none of them reckons", () => {
  expect(csvLine(["a", 1.5, null, "b,c", 'say "x"', "two\nlines"])).toBe('a,1.5,,"b,c","say ""x""","two\nlines"\r\n');
  expect(csvLine(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", -2])).toBe("'=1+1,'+1,'-1,'@SUM(A1),'\t=1,-2\r\n");
  expect(csvLine(['=HYPERLINK("http://x","y")'])).toBe('"\'=HYPERLINK(""http://x"",""y"")"\r\n');
});
