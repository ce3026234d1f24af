// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** Several statements that belong together; which they are and in what order depends on the database, so its dialect lists them. */
public sealed interface Script permits CreateAll, DropAll {
}
