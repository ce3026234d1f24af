// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** STUB */
public record Column<T>(String name, SqlType<T> type) implements Expression<T> {
}
