// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/** STUB: an immutable value made by a builder. */
public final class Dialect {
    private Dialect() { }
    public String name() { return "stub"; }
    public int pipeliningDepth() { return 1; }
    public int concurrentWriters() { return 0; }
}
