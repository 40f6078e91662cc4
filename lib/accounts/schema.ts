import { z } from "zod";
import { EMAIL_MAX_LENGTH, isEmail, normaliseEmail } from "@/lib/access/identity/email";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "@/lib/access/identity/password-rule";
import { fieldIssue } from "@/lib/access/doors/field-issue";
import { displayName } from "@/lib/access/identity/display-name";
import { SIGN_UP_RULES } from "./view";
import { readSecret } from "@/lib/shared/secrets";

const email = z
  .string()
  .transform(normaliseEmail)
  .pipe(z.string().min(1).max(EMAIL_MAX_LENGTH).refine(isEmail, fieldIssue("invalidEmail")));

/** Taken byte for byte: a space at the end of a password is part of the password. */
const newPassword = z
  .string()
  .min(1)
  .refine((text) => [...text].length >= PASSWORD_MIN_LENGTH, fieldIssue("tooShort", { min: PASSWORD_MIN_LENGTH }))
  .refine((text) => [...text].length <= PASSWORD_MAX_LENGTH, fieldIssue("tooLong", { max: PASSWORD_MAX_LENGTH }));

const NAME_MAX_LENGTH = 80;
const person = { name: displayName(NAME_MAX_LENGTH), email, password: newPassword };

export const signUpOwnerSchema = z.object({ ...person, setupCode: z.string().trim().min(1).max(200) });
export type SignUpOwnerInput = z.output<typeof signUpOwnerSchema>;

/** An old password is only compared, so its rule is not repeated here; the limit keeps hashing cheap. */
export const signInSchema = z.object({
  email: z.string().max(1000).transform(normaliseEmail).pipe(z.string().min(1)),
  password: z.string().min(1).max(1000),
});

const token = z.string().max(1000).transform(readSecret).pipe(z.string().min(1).max(200));
export const acceptInviteSchema = z.object({ ...person, token });
export type AcceptInviteInput = z.output<typeof acceptInviteSchema>;

export const joinTeamSchema = z.object({ token });

export const renameSelfSchema = z.object({ name: person.name });

export const showClipSchema = z.object({ isShown: z.boolean() });
export const lookForFacesSchema = z.object({ isOn: z.boolean() });

/** Without the present one by somebody who has none. */
export const changePasswordSchema = z.object({ current: z.string().min(1).max(1000).optional(), password: newPassword });

export const signUpRuleSchema = z.object({ signUp: z.enum(SIGN_UP_RULES) });

export const forgotPasswordSchema = z.object({ email });

export const resetPasswordSchema = z.object({ token, password: newPassword });
