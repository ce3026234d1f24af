// SPDX-License-Identifier: Apache-2.0
package io.colonnade.jdbc;

/** STUB */
public interface JdbcTypes {
}
