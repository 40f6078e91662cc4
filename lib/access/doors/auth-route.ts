import type { NextRequest } from "next/server";
import { answerByNextAuth, type AuthContext } from "../identity/auth";
import { errorResponse } from "./json-response";
import { assertOwnOrigin } from "./own-origin";

/** next-auth's own routes: csrf, session, callback/credentials, signout. */
export async function handleAuthRequest(request: NextRequest, context: AuthContext): Promise<Response> {
  const [action] = (await context.params).nextauth;
  // It would let anybody write into our log.
  if (action === "_log") return new Response(null, { status: 204 });
  try {
    assertOwnOrigin(request.headers, request.method);
  } catch (error) {
    return errorResponse(error);
  }
  return answerByNextAuth(request, context);
}
