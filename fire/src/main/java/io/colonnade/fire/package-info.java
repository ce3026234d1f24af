// SPDX-License-Identifier: Apache-2.0
/**
 * Drills: what breaks a program that uses a database, done to it on purpose, and what is true on the server afterwards.
 *
 * <p>{@link io.colonnade.fire.Fire} runs a {@link io.colonnade.fire.Drill} on a {@link io.colonnade.fire.Target} and prints its
 * {@link io.colonnade.fire.Figures}. The truth is asked with the plain drivers, never with what is tested.
 */
package io.colonnade.fire;
