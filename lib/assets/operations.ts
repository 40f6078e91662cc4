import { door, operation } from "@/lib/access/operation";
import { changeElement, createElement, deleteElement, listElements } from "./elements/elements";
import { changeElementSchema, createElementSchema } from "./elements/schema";
import { bringFromWeb } from "./bring-from-web";
import { findFiles } from "./find-files";
import { idSchema, nothingSchema } from "@/lib/shared/inputs";
import { acceptFaces, findFileStates, prepareFiles, registerAgain } from "./faces/file-states";
import { findPeople, linkPerson, verifyPerson } from "./people/people";
import { removePerson } from "./people/remove-person";
import { linkPersonSchema, verifyPersonSchema } from "./people/schema";
import { cancelMend, listMends, requestMend } from "./mends/ask-mend";
import { lookAt } from "./mends/look";
import { mendSchema, mendsOfSchema } from "./mends/schema";
import { requestUpload } from "./request-upload";
import { bringFromWebSchema, filesSchema, findFilesSchema, fileStatesSchema, requestUploadSchema } from "./schema";

export const request = operation({
  name: "assets.requestUpload",
  permission: "assets.upload",
  input: requestUploadSchema,
  run: requestUpload,
});
/** A picture of another page, by its address. */
export const fromWeb = operation({
  name: "assets.bringFromWeb",
  permission: "assets.upload",
  input: bringFromWebSchema,
  run: (actor, input) => bringFromWeb(actor, input),
});
export const find = operation({ name: "assets.find", permission: "assets.read", input: findFilesSchema, run: findFiles });
/** Where files stand with the provider, and what is to be said of faces in them. */
export const states = operation({ name: "assets.states", permission: "assets.read", input: fileStatesSchema, run: findFileStates });
/** Looks at files that are about to be used, and puts them on their way to the provider's library. */
export const prepare = operation({ name: "assets.prepare", permission: "assets.upload", input: filesSchema, run: prepareFiles });
export const again = operation({ name: "assets.registerAgain", permission: "assets.upload", input: idSchema, run: registerAgain });
/** A link on which somebody verifies that they are who is in a picture. */
export const verify = operation({ name: "assets.verifyPerson", permission: "assets.upload", input: verifyPersonSchema, run: verifyPerson });
export const people = operation({ name: "assets.findPeople", permission: "assets.upload", input: nothingSchema, run: findPeople });
export const personOf = operation({ name: "assets.linkPerson", permission: "assets.upload", input: linkPersonSchema, run: linkPerson });
/** Takes a person's group at the provider away, with all that lies in it. */
export const unverify = operation({ name: "assets.removePerson", permission: "assets.manage", input: idSchema, run: removePerson });
/** Goes on with a picture in which there is a face. */
export const goOn = operation({ name: "assets.acceptFaces", permission: "assets.upload", input: idSchema, run: acceptFaces });
/** A new file that is made of one that the team has. */
export const mend = operation({ name: "assets.mend", permission: "assets.upload", input: mendSchema, run: requestMend });
export const stopMend = operation({ name: "assets.cancelMend", permission: "assets.upload", input: idSchema, run: cancelMend });
/** What is being made of a file. */
export const mends = operation({ name: "assets.mends", permission: "assets.read", input: mendsOfSchema, run: listMends });
/** A clip or a sound from beginning to end, for whoever cuts it. */
export const look = operation({ name: "assets.look", permission: "assets.upload", input: idSchema, run: lookAt });
/** The characters, places, props and voices that prompts of the team can name. */
export const elements = operation({ name: "elements.list", permission: "assets.read", input: nothingSchema, run: listElements });
export const newElement = operation({
  name: "elements.create",
  permission: "assets.manage",
  input: createElementSchema,
  run: createElement,
});
export const editElement = operation({
  name: "elements.change",
  permission: "assets.manage",
  input: changeElementSchema,
  run: changeElement,
});
export const removeElement = operation({ name: "elements.delete", permission: "assets.manage", input: idSchema, run: deleteElement });
/** Takes the bytes of an asset. */
export const receive = door({ name: "assets.receive", permission: "assets.upload" });
/** Gives the bytes of an asset, or a small picture of them. */
export const open = door({ name: "assets.open", permission: "assets.read" });
