"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const saveProviderKeyAction = asAction(operations.saveKey);
export const removeProviderKeyAction = asAction(operations.removeKey);
export const saveProviderOptionsAction = asAction(operations.saveOptions);
export const shareProviderKeyAction = asAction(operations.shareKey);
export const savePricesAction = asAction(operations.setPrices);
export const resetPricesAction = asAction(operations.clearPrices);
export const testProviderConnectionAction = asAction(operations.test);
