// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** A complete SQL statement: an immutable value without SQL text, compiled for a dialect when it is run. */
public sealed interface Statement permits QueryExpression, Insert, Update, Delete, WithChange, DdlStatement, Text {
}
