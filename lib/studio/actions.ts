"use server";

import { asAction } from "@/lib/access/doors/as-action";
import * as operations from "./operations";

export const releaseHoldAction = asAction(operations.release);
export const addMachineAction = asAction(operations.addMachine);
