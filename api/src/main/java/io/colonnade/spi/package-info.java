// SPDX-License-Identifier: Apache-2.0
/**
 * What a backend implements, three interfaces, and the values that it exchanges with the core.
 *
 * <p>A backend opens connections and runs compiled statements on them. The pool, the fetch methods, named parameters, record mapping,
 * deadlines and logging stand above, written once.
 *
 * @since 0.1
 */
package io.colonnade.spi;
