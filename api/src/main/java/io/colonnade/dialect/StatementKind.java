// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** What a statement does, told by its node or, for raw text, by the lexer. */
public enum StatementKind {
    /** SELECT, VALUES, or WITH in front of one of them. */
    QUERY,
    INSERT, UPDATE, DELETE,
    /** CREATE, DROP, ALTER. */
    DDL,
    /** Anything else (SET, PRAGMA, BEGIN, a call): it may change the session, so the connection is reset after it. */
    OTHER
}
