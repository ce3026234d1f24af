// SPDX-License-Identifier: Apache-2.0
package io.colonnade.sql;

/** STUB */
public interface Expression<T> {
    SqlType<T> type();
}
