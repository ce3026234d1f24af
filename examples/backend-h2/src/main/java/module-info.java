// SPDX-License-Identifier: Apache-2.0
/** A backend of Colonnade for H2. */
module com.example.h2 {
    requires io.colonnade.api;
    requires com.h2database;

    provides io.colonnade.spi.DatabaseBackend with com.example.h2.H2Backend;
}
