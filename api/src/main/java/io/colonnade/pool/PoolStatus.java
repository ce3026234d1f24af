// SPDX-License-Identifier: Apache-2.0
package io.colonnade.pool;

/**
 * The pool at one moment.
 *
 * @param open how many connections are open
 * @param idle how many of them nobody uses
 * @param lent how many of them are lent
 * @param connecting how many are being opened
 * @param waiting how many requests wait
 */
public record PoolStatus(int open, int idle, int lent, int connecting, int waiting) {
}
