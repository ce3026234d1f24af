// SPDX-License-Identifier: Apache-2.0
/**
 * What a database can do and how it spells it, as a value, and the one compiler from the expression tree to SQL text and binds.
 *
 * @since 0.1
 */
package io.colonnade.dialect;
