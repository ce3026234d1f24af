// SPDX-License-Identifier: Apache-2.0
/** The expression tree: immutable values without SQL text and without I/O. */
package io.colonnade.sql;
