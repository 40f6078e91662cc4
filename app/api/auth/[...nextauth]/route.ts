export { handleAuthRequest as GET, handleAuthRequest as POST } from "@/lib/access/identity/auth";
