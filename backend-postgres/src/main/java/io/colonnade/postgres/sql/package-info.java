// SPDX-License-Identifier: Apache-2.0
/**
 * What only PostgreSQL has, for the expression language: its types, its operators and its statements. All other databases refuse it.
 *
 * @since 0.1
 */
package io.colonnade.postgres.sql;
