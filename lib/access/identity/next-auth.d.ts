import "next-auth";
import "next-auth/jwt";

declare module "next-auth" {
  interface User {
    /** The secret of the session that a sign-in has opened. */
    sid?: string;
  }
}

declare module "next-auth/jwt" {
  interface JWT {
    /** The secret of our session row; the token is worth nothing without that row. */
    sid?: string;
  }
}
