// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** What a select can return: an expression, or one with a label. */
public sealed interface SelectItem permits Expression, Labelled {
}
