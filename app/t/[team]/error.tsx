"use client";

// The same face as everywhere, but inside the frame, so that the other places stay within reach.
export { default } from "@/app/error";
