// SPDX-License-Identifier: Apache-2.0
/** Servers with certificates of all kinds: whom a program takes for its server, and what becomes of it when certificates are renewed. */
package io.colonnade.fire.tls;
