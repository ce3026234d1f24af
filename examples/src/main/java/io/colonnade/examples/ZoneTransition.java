// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import java.time.Instant;

/**
 * One change of a zone's offset.
 *
 * @param zone the zone's id
 * @param at the moment of the change
 * @param offsetBefore seconds east of UTC until then
 * @param offsetAfter seconds east of UTC from then on
 */
record ZoneTransition(String zone, Instant at, int offsetBefore, int offsetAfter) {
}
