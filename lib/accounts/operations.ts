import { checkCredentials } from "@/lib/access/identity/check-credentials";
import { revokeSessionsOf } from "@/lib/access/identity/sessions";
import { door, operation } from "@/lib/access/operation";
import { recordAccess } from "@/lib/access/record-access";
import { db, withTransaction } from "@/lib/platform/db/client";
import { publishAll } from "@/lib/platform/events/publish";
import { idSchema, nothingSchema } from "@/lib/shared/inputs";
import { acceptInvite } from "./accept-invite";
import { changePassword } from "./change-password";
import { forgotPassword } from "./forgot-password";
import { joinTeam } from "./join-team";
import * as outside from "./outside/identities";
import { openAccount as openAccountOf } from "./outside/open-account";
import { openAccountSchema } from "./outside/schema";
import { addPasskey as keepPasskey, beginPasskey as newPasskey } from "./passkeys/add-passkey";
import { askForPasskey } from "./passkeys/check-passkey";
import * as passkeys from "./passkeys/passkeys";
import * as passkeySchemas from "./passkeys/schema";
import { proveByPasskey as provePasskey, signInByPasskey } from "./passkeys/use-passkey";
import { resetPassword } from "./reset-password";
import * as schemas from "./schema";
import * as authenticator from "./second-step/authenticator";
import { enterCode as enterCodeOf } from "./second-step/enter-code";
import { proveByPassword } from "./second-step/proof";
import { renewRecoveryCodes as renewCodes } from "./second-step/recovery-codes";
import * as secondStep from "./second-step/schema";
import { saveSignUpRule } from "./sign-up-rule";
import { signUpOwner } from "./sign-up-owner";

/** The first visitor of a fresh server becomes its owner. */
export const signUp = operation({ name: "accounts.signUp", permission: "anyone", input: schemas.signUpOwnerSchema, run: signUpOwner });
/** Whose e-mail and password these are. */
export const signIn = operation({
  name: "accounts.signIn",
  permission: "anyone",
  input: schemas.signInSchema,
  run: ({ network }, { email, password }) => checkCredentials(email, password, network),
});
/** The second step: the code of who is half signed in in this browser. */
export const enterCode = operation({
  name: "accounts.enterCode",
  permission: "anyone",
  input: secondStep.enterCodeSchema,
  run: enterCodeOf,
});
/** What the browser asks a passkey to sign, of whoever comes. */
export const askToSignIn = operation({
  name: "accounts.askToSignIn",
  permission: "anyone",
  input: nothingSchema,
  run: () => askForPasskey("passkey-sign-in"),
});
/** Whose passkey signed it. */
export const passkeySignIn = operation({
  name: "accounts.signInByPasskey",
  permission: "anyone",
  input: passkeySchemas.usePasskeySchema,
  run: signInByPasskey,
});
/** Ends the session whose cookie this browser has, if it has one. */
export const signOut = door({ name: "accounts.signOut", permission: "anyone" });
/** The sign-in of next-auth itself, with the checks of its own. */
export const nextAuth = door({ name: "accounts.nextAuth", permission: "anyone" });
/** Somebody new opens an account by an invitation's link. */
export const accept = operation({
  name: "accounts.acceptInvite",
  permission: "anyone",
  input: schemas.acceptInviteSchema,
  run: acceptInvite,
});
/** Somebody who is signed in already joins one more team by an invitation's link. */
export const join = operation({ name: "accounts.joinTeam", permission: "person", input: schemas.joinTeamSchema, run: joinTeam });
/** Has a link mailed to whoever forgot their password, if there is such an account. */
export const forgot = operation({
  name: "accounts.forgotPassword",
  permission: "anyone",
  input: schemas.forgotPasswordSchema,
  run: forgotPassword,
});
/** Sets a new password by a link that an owner made, or that was mailed. */
export const reset = operation({
  name: "accounts.resetPassword",
  permission: "anyone",
  input: schemas.resetPasswordSchema,
  run: resetPassword,
});

export const rename = operation({
  name: "accounts.rename",
  permission: "person",
  input: schemas.renameSelfSchema,
  run: async (user, { name }) => {
    await db.user.update({ where: { id: user.id }, data: { name } });
    return null;
  },
});
/** Whether others in a project see which clip this person looks at. */
export const showClip = operation({
  name: "accounts.showClip",
  permission: "person",
  input: schemas.showClipSchema,
  run: async (user, { isShown }) => {
    await withTransaction(async (tx) => {
      await tx.user.update({ where: { id: user.id }, data: { showsClip: isShown } });
      const teams = await tx.membership.findMany({ where: { userId: user.id }, select: { teamId: true } });
      // What others see of them now goes at once.
      await publishAll(
        tx,
        teams.map(({ teamId }) => ({ teamId, kind: "member", id: user.id })),
      );
    });
    return null;
  },
});
/** Whether this person is told of faces in pictures that they bring. */
export const lookForFaces = operation({
  name: "accounts.lookForFaces",
  permission: "person",
  input: schemas.lookForFacesSchema,
  run: async (user, { isOn }) => {
    await db.user.update({ where: { id: user.id }, data: { looksForFaces: isOn } });
    return null;
  },
});
export const newPassword = operation({
  name: "accounts.changePassword",
  permission: "person",
  input: schemas.changePasswordSchema,
  run: changePassword,
});
/** Ends one of the person's own sessions; somebody else's and none at all end nothing. */
export const endSession = operation({
  name: "accounts.endSession",
  permission: "person",
  input: idSchema,
  run: async (user, { id }) => {
    await revokeSessionsOf(user.id, { id });
    await recordAccess("sessionsEnded", { userId: user.id });
    return null;
  },
});
/** Signs the person out everywhere, here too. */
export const endAllSessions = operation({
  name: "accounts.endAllSessions",
  permission: "person",
  input: nothingSchema,
  run: async (user) => {
    await revokeSessionsOf(user.id);
    await recordAccess("sessionsEnded", { userId: user.id });
    return null;
  },
});

/** Shows once more, in this session, who this person is, before what opens the account is changed. */
export const prove = operation({
  name: "accounts.prove",
  permission: "person",
  input: secondStep.proveByPasswordSchema,
  run: proveByPassword,
});
export const beginAuthenticator = operation({
  name: "accounts.beginAuthenticator",
  permission: "person",
  input: nothingSchema,
  run: authenticator.beginAuthenticator,
});
export const confirmAuthenticator = operation({
  name: "accounts.confirmAuthenticator",
  permission: "person",
  input: secondStep.confirmAuthenticatorSchema,
  run: authenticator.confirmAuthenticator,
});
export const removeAuthenticator = operation({
  name: "accounts.removeAuthenticator",
  permission: "person",
  input: nothingSchema,
  run: authenticator.removeAuthenticator,
});
export const renewRecoveryCodes = operation({
  name: "accounts.renewRecoveryCodes",
  permission: "person",
  input: nothingSchema,
  run: renewCodes,
});

/** The same proof by passkey: what it has to sign, and what it signed. */
export const askToProve = operation({
  name: "accounts.askToProve",
  permission: "person",
  input: nothingSchema,
  run: ({ id }) => askForPasskey("passkey-proof", id),
});
export const proveByPasskey = operation({
  name: "accounts.proveByPasskey",
  permission: "person",
  input: passkeySchemas.usePasskeySchema,
  run: provePasskey,
});
export const beginPasskey = operation({ name: "accounts.beginPasskey", permission: "person", input: nothingSchema, run: newPasskey });
export const addPasskey = operation({
  name: "accounts.addPasskey",
  permission: "person",
  input: passkeySchemas.addPasskeySchema,
  run: keepPasskey,
});
export const renamePasskey = operation({
  name: "accounts.renamePasskey",
  permission: "person",
  input: passkeySchemas.renamePasskeySchema,
  run: passkeys.renamePasskey,
});
export const removePasskey = operation({
  name: "accounts.removePasskey",
  permission: "person",
  input: idSchema,
  run: passkeys.removePasskey,
});

/** Somebody new whom a provider outside brought opens an account. */
export const openAccount = operation({
  name: "accounts.openAccount",
  permission: "anyone",
  input: openAccountSchema,
  run: openAccountOf,
});
/** Connects whom a provider brought with the account that is signed in. */
export const connectIdentity = operation({
  name: "accounts.connectIdentity",
  permission: "person",
  input: nothingSchema,
  run: outside.connectIdentity,
});
export const removeIdentity = operation({
  name: "accounts.removeIdentity",
  permission: "person",
  input: idSchema,
  run: outside.removeIdentity,
});

/** Who may open an account in this studio; for its operator alone. */
export const signUpRule = operation({
  name: "accounts.saveSignUpRule",
  permission: "person",
  input: schemas.signUpRuleSchema,
  run: saveSignUpRule,
});
