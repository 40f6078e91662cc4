"use server";

import { z } from "zod";
import { asPersonAction, asPublicAction } from "@/lib/access/doors/as-action";
import { endSession, startSession } from "@/lib/access/identity/auth";
import type { Operation } from "@/lib/access/operation";
import * as operations from "./operations";

export const signUpOwnerAction = entering(operations.signUp);

/** Signs in by setting the session's cookie; afterwards go to `safeReturnTo(returnTo)`. */
export const signInAction = entering(operations.signIn);

/** Ends this session, in the browser and on the server; afterwards go to `paths.signIn()`. */
export const signOutAction = asPublicAction({ ...operations.signOut, input: z.void(), run: leave });

export const acceptInviteAction = entering(operations.accept);

export const joinTeamAction = asPersonAction(operations.join);

export const resetPasswordAction = entering(operations.reset);

export const renameSelfAction = asPersonAction(operations.rename);
export const lookForFacesAction = asPersonAction(operations.lookForFaces);
export const showClipAction = asPersonAction(operations.showClip);
export const changePasswordAction = asPersonAction(operations.newPassword);
export const endSessionAction = asPersonAction(operations.endSession);
export const endAllSessionsAction = asPersonAction(operations.endAllSessions);

/** Whoever the operation says is signed in in this browser, and told where to go. */
function entering<S extends z.ZodType, Home>(operation: Operation<"anyone", S, { userId: string; home: Home }>) {
  return asPublicAction({
    ...operation,
    run: async (visitor, input) => {
      const { userId, home } = await operation.run(visitor, input);
      await startSession(userId);
      return home;
    },
  });
}

async function leave(): Promise<null> {
  await endSession();
  return null;
}
