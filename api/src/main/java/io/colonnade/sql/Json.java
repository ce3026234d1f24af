// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

import java.util.Objects;

/**
 * A JSON document as text, so that any JSON library can read it. The text is not changed by Colonnade, and checked only where it is read
 * from a column that may hold any text.
 *
 * <p>{@code new Json("null")} is the JSON value null; SQL's NULL is Java's null.
 *
 * @param text the document
 */
public record Json(String text) {
    public Json {
        Objects.requireNonNull(text, "text");
    }

    @Override
    public String toString() {
        return text;
    }
}
