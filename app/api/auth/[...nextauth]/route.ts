export { handleAuthRequest as GET, handleAuthRequest as POST } from "@/lib/access/doors/auth-route";
