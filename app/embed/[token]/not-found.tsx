export { default } from "@/app/s/[token]/not-found";
