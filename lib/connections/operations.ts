import { operation } from "@/lib/access/operation";
import { nothingSchema } from "@/lib/shared/inputs";
import { pricesSchema, saveKeySchema, saveOptionsSchema, shareKeySchema } from "./schema";
import {
  removeProviderKey,
  resetPrices,
  savePrices,
  saveProviderKey,
  saveProviderOptions,
  shareProviderKey,
  testProviderConnection,
} from "./settings";

const permission = "provider.manage";

export const saveKey = operation({ name: "provider.saveKey", permission, input: saveKeySchema, run: saveProviderKey });
export const removeKey = operation({ name: "provider.removeKey", permission, input: nothingSchema, run: removeProviderKey });
export const saveOptions = operation({ name: "provider.saveOptions", permission, input: saveOptionsSchema, run: saveProviderOptions });
/** For the operator alone. */
export const shareKey = operation({ name: "provider.shareKey", permission, input: shareKeySchema, run: shareProviderKey });
export const setPrices = operation({ name: "provider.savePrices", permission, input: pricesSchema, run: savePrices });
export const clearPrices = operation({ name: "provider.resetPrices", permission, input: nothingSchema, run: resetPrices });
export const test = operation({ name: "provider.test", permission, input: nothingSchema, run: testProviderConnection });
