// SPDX-License-Identifier: Apache-2.0
/**
 * For applications built with Guice 7: a module that provides a {@link io.colonnade.Database}. Guice is an optional dependency, and only
 * this package uses it: an application with Guice brings its own.
 *
 * @since 0.1
 */
package io.colonnade.guice;
