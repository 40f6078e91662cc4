import { operation } from "@/lib/access/operation";
import { nothingSchema } from "@/lib/shared/inputs";
import { askPicture, listPictures } from "./pictures";
import { askPictureSchema } from "./schema";

/** Has a picture made, which costs money. */
export const ask = operation({ name: "pictures.ask", permission: "generations.create", input: askPictureSchema, run: askPicture });
export const list = operation({ name: "pictures.list", permission: "generations.read", input: nothingSchema, run: listPictures });
