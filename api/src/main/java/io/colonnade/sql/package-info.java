// SPDX-License-Identifier: Apache-2.0
/**
 * The expression tree: immutable values without SQL text and without I/O.
 *
 * @since 0.1
 */
package io.colonnade.sql;
