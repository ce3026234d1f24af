// SPDX-License-Identifier: Apache-2.0
/**
 * Support for backends that stand on a JDBC driver: everything but the dialect, the type bindings, the error table and the settings.
 *
 * <p>A backend's {@code connect} calls {@link io.colonnade.jdbc.JdbcConnection#open} with a function that makes a
 * {@link io.colonnade.jdbc.JdbcSession}: its connection and its dialect at least, and whatever its database does in a way of its own.
 *
 * @since 0.1
 */
package io.colonnade.jdbc;
