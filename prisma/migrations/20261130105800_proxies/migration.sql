-- A small copy of a clip, which cards play instead of the whole file. Clips from before are without.
ALTER TYPE "FileVariant" ADD VALUE 'proxy';
