-- Of its own, because a new word cannot be used in the transaction that adds it.
ALTER TYPE "SpendKind" ADD VALUE 'spared';
