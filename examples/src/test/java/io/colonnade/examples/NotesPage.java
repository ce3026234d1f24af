// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples;

import io.colonnade.Database;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The tests of a page whose snippets run on the {@linkplain SampleNotes sample notes}, a new database for each. */
abstract class NotesPage {

    Database db;

    @BeforeEach
    final void open() {
        db = SampleNotes.open();
    }

    @AfterEach
    final void close() {
        db.close();
    }
}
