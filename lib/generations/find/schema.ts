import { z } from "zod";
import { parseFind } from "./find";

/** As part of another input: any text is a find. */
export const findText = z.string().transform(parseFind);
