// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.List;

/**
 * How a select locks the rows that it reads, until the transaction ends.
 *
 * @param strength what others may still do with them
 * @param of the sources whose rows are locked; empty for all
 * @param waiting what happens where somebody else has locked one
 */
public record Locking(Strength strength, List<Source> of, Wait waiting) {

    /** What others may still do with a locked row. */
    public enum Strength {
        /** Read it without locking it. */
        UPDATE,
        /** Read it, and lock it in the same way. */
        SHARE,
        /** As UPDATE, and refer to its key. */
        NO_KEY_UPDATE,
        /** As SHARE, and change what is not its key. */
        KEY_SHARE
    }

    /** What happens where somebody else has locked a row. */
    public enum Wait {
        /** The select waits. */
        WAIT,
        /** The select fails. */
        NO_WAIT,
        /** The row is left out. */
        SKIP_LOCKED
    }

    public Locking {
        Usage.required(strength, "the strength of a lock");
        Usage.required(waiting, "what a lock waits for");
        of = Usage.copy(of, "the sources to be locked");
    }
}
