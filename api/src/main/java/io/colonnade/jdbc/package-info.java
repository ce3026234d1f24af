// SPDX-License-Identifier: Apache-2.0
/** Support for backends that stand on a JDBC driver: everything but the dialect, the type bindings, the error table and the settings. */
package io.colonnade.jdbc;
