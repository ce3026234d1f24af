// SPDX-License-Identifier: Apache-2.0
package io.colonnade;

/**
 * The connections of a database at one moment.
 *
 * @param open how many are open
 * @param idle how many of them nobody uses
 * @param lent how many of them are lent
 * @param connecting how many are being opened
 * @param waiting how many calls wait for one
 * @since 0.1
 */
public record DatabaseStatus(int open, int idle, int lent, int connecting, int waiting) {
}
