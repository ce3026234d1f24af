// SPDX-License-Identifier: Apache-2.0
/** A proxy for TCP on this machine that does to connections what networks and dying servers do to them. */
package io.colonnade.fire.proxy;
