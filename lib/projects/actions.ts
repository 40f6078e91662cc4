"use server";

import { teamAction } from "@/lib/access/doors/team-action";
import { createProject } from "./create-project";
import { renameProject } from "./rename-project";
import { createProjectSchema, renameProjectSchema } from "./schema";

export const createProjectAction = teamAction("projects.write", createProjectSchema, createProject);
export const renameProjectAction = teamAction("projects.write", renameProjectSchema, renameProject);
