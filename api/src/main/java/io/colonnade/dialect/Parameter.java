// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

import io.colonnade.sql.SqlType;

/**
 * One place in compiled SQL text that takes a value.
 *
 * @param name the name by which the user binds it; null for a value that stood in the expression itself
 * @param type its type; null where raw text does not say, and the value's Java class decides
 */
public record Parameter(String name, SqlType<?> type) {
}
