// SPDX-License-Identifier: Apache-2.0
package io.colonnade.postgres;

import io.colonnade.dialect.SqlTokens;
import java.util.BitSet;

/** Finds the placeholders directly before IS NULL and the like, of which PostgreSQL could not tell a type. For one thread. */
final class NullChecks {

    private enum State { ELSEWHERE, PLACEHOLDER, IS, IS_NOT }

    private final BitSet found = new BitSet();
    private int placeholders;
    private State state = State.ELSEWHERE;

    /** The indexes, from 0, of those that were found. */
    BitSet found() {
        return found;
    }

    /** Takes the next token. */
    void accept(SqlTokens tokens) {
        if (tokens.isPlaceholder()) {
            placeholders++;
            state = State.PLACEHOLDER;
        } else if (tokens.isWord()) {
            word(tokens);
        } else {
            state = State.ELSEWHERE;
        }
    }

    private void word(SqlTokens tokens) {
        boolean is = state == State.IS || state == State.IS_NOT;
        if (is && tokens.is("null") || state == State.PLACEHOLDER && (tokens.is("isnull") || tokens.is("notnull"))) {
            found.set(placeholders - 1);
        }
        state = state == State.PLACEHOLDER && tokens.is("is") ? State.IS : state == State.IS && tokens.is("not") ? State.IS_NOT
                : State.ELSEWHERE;
    }
}
