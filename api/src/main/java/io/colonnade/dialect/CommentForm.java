// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** How a database keeps comments on tables and columns. */
public enum CommentForm {
    /** By {@code COMMENT ON TABLE}, a statement of its own. */
    STATEMENT,
    /** By a clause of CREATE TABLE. */
    INLINE,
    /** Not at all. */
    NONE
}
