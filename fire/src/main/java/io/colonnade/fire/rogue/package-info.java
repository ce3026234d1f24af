// SPDX-License-Identifier: Apache-2.0
/** Servers that are not what they seem: what they get out of a program, and how much of its memory they can take. */
package io.colonnade.fire.rogue;
