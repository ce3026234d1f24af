// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** Whether a column can be limited to a list of labels by its type, and how such a type is declared. */
public enum NativeEnum {
    /** There is no such type; a column of text holds the labels, and what else it holds nobody refuses. */
    NONE,
    /** By a type with a name: {@code CREATE TYPE mood AS ENUM ('calm', 'cross')}. */
    NAMED_TYPE,
    /** In the column's declaration: {@code ENUM('calm', 'cross')}. */
    INLINE
}
