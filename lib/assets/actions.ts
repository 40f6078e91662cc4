"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const requestUploadAction = asAction(operations.request);
export const bringFromWebAction = asAction(operations.fromWeb);
export const mendAssetAction = asAction(operations.mend);
export const cancelMendAction = asAction(operations.stopMend);
export const findFilesAction = asAction(operations.find);
export const prepareFilesAction = asAction(operations.prepare);
export const verifyPersonAction = asAction(operations.verify);
export const findPeopleAction = asAction(operations.people);
export const linkPersonAction = asAction(operations.personOf);
export const removePersonAction = asAction(operations.unverify);
export const acceptFacesAction = asAction(operations.goOn);
export const createElementAction = asAction(operations.newElement);
export const changeElementAction = asAction(operations.editElement);
export const deleteElementAction = asAction(operations.removeElement);
export const registerAgainAction = asAction(operations.again);
