// SPDX-License-Identifier: Apache-2.0
package io.colonnade.fire.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system in memory that is soon full, and that can be made read-only. Only root may have one. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 4096;

    private final Path folder;
    private boolean mounted;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Mounts one.
     *
     * @throws UnavailableException if that is not allowed here
     */
    static SmallDisk mount(int kibibytes) throws IOException {
        SmallDisk disk = new SmallDisk(Files.createTempDirectory("colonnade-small-"));
        try {
            run("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "none", disk.folder.toString());
            disk.mounted = true;
        } catch (IOException refused) {
            Files.delete(disk.folder);
            throw new UnavailableException("No small disk can be mounted: " + refused.getMessage());
        }
        return disk;
    }

    /** Says why there is none. */
    static final class UnavailableException extends IOException {

        private static final long serialVersionUID = 1L;

        UnavailableException(String message) {
            super(message);
        }
    }

    Path folder() {
        return folder;
    }

    void readOnly(boolean readOnly) throws IOException {
        run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), folder.toString());
    }

    /** Takes what is free, but for so many bytes. */
    Path fillBut(long bytes) throws IOException {
        Path filler = folder.resolve("filler");
        try (var out = Files.newOutputStream(filler)) {
            while (Files.getFileStore(folder).getUsableSpace() > bytes) {
                out.write(new byte[BLOCK]);
            }
        }
        return filler;
    }

    private static void run(String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    @Override
    public void close() {
        List<IOException> failures = new ArrayList<>();
        try {
            if (mounted) {
                run("umount", "-l", folder.toString());
                mounted = false;
            }
            Files.deleteIfExists(folder);
        } catch (IOException failure) {
            failures.add(failure);
        }
        if (!failures.isEmpty()) {
            throw new UncheckedIOException(failures.get(0));
        }
    }
}
