// SPDX-License-Identifier: Apache-2.0
package io.colonnade.dialect;

/**
 * Writes one kind of node in place of the compiler, for what does not fit the data of a {@link Dialect}. Called from any thread.
 *
 * @param <N> the class of the node
 */
@FunctionalInterface
public interface NodeRenderer<N> {

    /** Writes the node; the same text for equal nodes. */
    void render(N node, SqlWriter out);
}
