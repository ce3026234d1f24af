// SPDX-License-Identifier: Apache-2.0
/** Input that nobody thought of: it is taken as it is meant, or refused by an error that has a type. */
package io.colonnade.fire.fuzz;
