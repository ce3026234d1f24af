// SPDX-License-Identifier: Apache-2.0
package io.colonnade.guice;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.colonnade.spi.DatabaseBackend;

/** What all databases of one injector share. Equal to its like, so that Guice installs it once however many databases there are. */
final class LifecycleModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Databases.class).toProvider(Databases::new).in(Singleton.class);
        Multibinder.newSetBinder(binder(), DatabaseBackend.class);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LifecycleModule;
    }

    @Override
    public int hashCode() {
        return LifecycleModule.class.hashCode();
    }
}
