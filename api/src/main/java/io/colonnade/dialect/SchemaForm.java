// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** What a database does with CREATE SCHEMA and DROP SCHEMA. */
public enum SchemaForm {
    /** DROP SCHEMA fails where the schema is not empty, unless it says CASCADE. */
    RESTRICT_OR_CASCADE,
    /** DROP SCHEMA drops all that is in it (MySQL). */
    ALWAYS_CASCADE,
    /** It has neither. */
    NONE
}
