package org.xipline.console.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xipline.ingest.archive.ArchiveEntry;
import org.xipline.ingest.archive.ArchiveEntry.Directory;
import org.xipline.ingest.archive.ArchiveEntry.RegularFile;
import org.xipline.ingest.archive.ArchiveEntry.SymbolicLink;

/** A line for every entry: kind and mode, size, time, path. Kept in a file until all are known. */
public final class EntryListing implements EntrySink, AutoCloseable {
  private final Path file;
  private final PrintStream lines;

  private EntryListing(Path file, PrintStream lines) {
    this.file = file;
    this.lines = lines;
  }

  public static EntryListing create() throws IOException {
    Path file = Files.createTempFile("xipline-list", ".txt");
    return new EntryListing(file, new PrintStream(file.toFile(), StandardCharsets.UTF_8));
  }

  @Override
  public void take(ArchiveEntry entry) {
    switch (entry) {
      case RegularFile(var path, var time, int mode, long size, _) ->
          lines.printf("-%03o %,15d  %s  %s%n", mode, size, time, printable(path.value()));
      case Directory(var path, var time, int mode) ->
          lines.printf("d%03o %15s  %s  %s/%n", mode, "", time, printable(path.value()));
      case SymbolicLink(var path, var time, var target) ->
          lines.printf(
              "l    %15s  %s  %s -> %s%n", "", time, printable(path.value()), printable(target));
    }
  }

  /** Copies the lines. */
  public void printTo(OutputStream out) throws IOException {
    lines.flush();
    if (lines.checkError()) {
      throw new IOException("the list could not be written to " + file);
    }
    Files.copy(file, out);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    lines.close();
    Files.deleteIfExists(file);
  }

  /** What would move a terminal's cursor, or break the line, is shown as a question mark. */
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
