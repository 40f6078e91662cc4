-- The frames of a clip side by side in one small picture, for whoever looks for a moment in it. Clips from before are without.
ALTER TYPE "FileVariant" ADD VALUE 'sprite';
