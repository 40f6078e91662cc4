"use server";

import { teamAction } from "@/lib/access/doors/team-action";
import { nothingSchema, pricesSchema, saveKeySchema, saveOptionsSchema } from "./schema";
import { removeProviderKey, resetPrices, savePrices, saveProviderKey, saveProviderOptions, testProviderConnection } from "./settings";

export const saveProviderKeyAction = teamAction("provider.manage", saveKeySchema, saveProviderKey);
export const removeProviderKeyAction = teamAction("provider.manage", nothingSchema, removeProviderKey);
export const saveProviderOptionsAction = teamAction("provider.manage", saveOptionsSchema, saveProviderOptions);
export const savePricesAction = teamAction("provider.manage", pricesSchema, savePrices);
export const resetPricesAction = teamAction("provider.manage", nothingSchema, resetPrices);
export const testProviderConnectionAction = teamAction("provider.manage", nothingSchema, testProviderConnection);
