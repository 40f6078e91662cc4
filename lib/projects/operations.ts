import { operation } from "@/lib/access/operation";
import { createProject } from "./create-project";
import { renameProject } from "./rename-project";
import { createProjectSchema, renameProjectSchema } from "./schema";

export const create = operation({ name: "projects.create", permission: "projects.write", input: createProjectSchema, run: createProject });
export const rename = operation({ name: "projects.rename", permission: "projects.write", input: renameProjectSchema, run: renameProject });
