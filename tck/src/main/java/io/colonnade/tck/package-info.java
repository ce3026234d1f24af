// SPDX-License-Identifier: Apache-2.0
/**
 * The compatibility kit. Extend {@link io.colonnade.tck.BackendTck}, name a database, run the class as a test.
 *
 * <p>Every rule has an id that is never used again for another one, and a sentence; {@link io.colonnade.tck.RuleBook} lists them.
 */
package io.colonnade.tck;
