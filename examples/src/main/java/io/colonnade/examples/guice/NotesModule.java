// SPDX-License-Identifier: Apache-2.0
package io.colonnade.examples.guice;

import com.google.inject.AbstractModule;
import io.colonnade.DatabaseOptions;
import io.colonnade.guice.ColonnadeModule;
import java.time.Duration;

/** The application's module. */
// snippet: guice-module
final class NotesModule extends AbstractModule {

    private final String url;

    NotesModule(String url) {
        this.url = url;
    }

    @Override
    protected void configure() {
        install(ColonnadeModule.of(DatabaseOptions.of(url).statementTimeout(Duration.ofSeconds(5)).build()));
    }
}
// end
