// SPDX-License-Identifier: Apache-2.0
/**
 * A backend without JDBC and without a database: the interfaces of the SPI over a small engine in memory, which understands as much SQL as
 * the rules of the kit use. It proves that the SPI leans on no driver, and is what deliberately broken backends are made from.
 */
package io.colonnade.tck.reference;
