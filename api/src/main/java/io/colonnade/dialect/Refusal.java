// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.error.DatabaseException;
import io.colonnade.error.ErrorKind;

/** The ways in which a statement is refused before anything is sent. */
final class Refusal {

    private Refusal() {
    }

    /** The statement or its values cannot be meant. */
    static DatabaseException usage(String message) {
        return DatabaseException.of(ErrorKind.USAGE, message).build();
    }

    /** The database cannot do it: what, and what to do instead. */
    static DatabaseException unsupported(Dialect dialect, String what, String instead) {
        return DatabaseException.of(ErrorKind.UNSUPPORTED, what + " is not possible with dialect " + dialect.name() + "; " + instead)
                .build();
    }
}
