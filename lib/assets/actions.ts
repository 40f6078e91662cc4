"use server";

import { teamAction } from "@/lib/access/doors/team-action";
import { requestUpload } from "./request-upload";
import { requestUploadSchema } from "./schema";

export const requestUploadAction = teamAction("assets.upload", requestUploadSchema, requestUpload);
