package org.xipline.console.cli.archive;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.xipline.archive.model.ArchiveEntry;
import org.xipline.archive.model.ArchiveEntry.Directory;
import org.xipline.archive.model.ArchiveEntry.RegularFile;
import org.xipline.archive.model.ArchiveEntry.SymbolicLink;
import org.xipline.archive.model.EntrySink;

/** A line for every entry: kind and mode, size, time, path. Kept in a file until all are known. */
public final class EntryListing implements EntrySink, AutoCloseable {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int SIZE_COLUMNS = 15;
  private static final int BUFFER_CHARS = 64 << 10;
  private static final String NO_SIZE = " ".repeat(SIZE_COLUMNS);

  private final Path file;
  private final Writer lines;
  private final StringBuilder line = new StringBuilder();

  private EntryListing(Path file, Writer lines) {
    this.file = file;
    this.lines = lines;
  }

  public static EntryListing create() throws IOException {
    Path file = Files.createTempFile("xipline-list", ".txt");
    return new EntryListing(file, new BufferedWriter(Files.newBufferedWriter(file), BUFFER_CHARS));
  }

  /** By hand: a formatter takes longer for a line than the reader to verify what it says. */
  @Override
  public void take(ArchiveEntry entry) throws IOException {
    line.setLength(0);
    switch (entry) {
      case RegularFile(_, _, int mode, long size, _) -> {
        appendOctal(line.append('-'), mode);
        appendSize(line.append(' '), size);
      }
      case Directory(_, _, int mode) -> {
        appendOctal(line.append('d'), mode);
        line.append(' ').append(NO_SIZE);
      }
      case SymbolicLink _ -> line.append("l    ").append(NO_SIZE);
    }
    appendTime(line.append("  "), entry.modifiedAt());
    line.append("  ").append(printable(nameOf(entry))).append('\n');
    lines.append(line);
  }

  private static String nameOf(ArchiveEntry entry) {
    return switch (entry) {
      case RegularFile file -> file.path().value();
      case Directory directory -> directory.path().value() + "/";
      case SymbolicLink link -> link.path().value() + " -> " + link.target();
    };
  }

  /** As {@link Instant#toString}, which is slow in a process that has just begun. */
  private static void appendTime(StringBuilder line, Instant time) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    if (time.getNano() != 0 || utc.getYear() < 1000 || utc.getYear() > 9999) {
      line.append(time);
      return;
    }
    line.append(utc.getYear());
    appendTwo(line.append('-'), utc.getMonthValue());
    appendTwo(line.append('-'), utc.getDayOfMonth());
    appendTwo(line.append('T'), utc.getHour());
    appendTwo(line.append(':'), utc.getMinute());
    appendTwo(line.append(':'), utc.getSecond());
    line.append('Z');
  }

  private static void appendTwo(StringBuilder line, int number) {
    line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  /** Permission bits in three digits. */
  private static void appendOctal(StringBuilder line, int mode) {
    for (int shift = 6; shift >= 0; shift -= 3) {
      line.append((char) ('0' + (mode >> shift & 7)));
    }
  }

  /** In groups of three digits, at the right of its column. */
  private static void appendSize(StringBuilder line, long size) {
    int begin = line.length();
    line.append(size);
    for (int at = line.length() - 3; at > begin; at -= 3) {
      line.insert(at, ',');
    }
    int columns = line.length() - begin;
    if (columns < SIZE_COLUMNS) {
      line.insert(begin, NO_SIZE, columns, SIZE_COLUMNS);
    }
  }

  /** Copies the lines. */
  public void printTo(OutputStream out) throws IOException {
    lines.flush();
    Files.copy(file, out);
    out.flush();
  }

  @Override
  public void close() throws IOException {
    lines.close();
    Files.deleteIfExists(file);
  }

  /** What would move a terminal's cursor, or break the line, is shown as a question mark. */
  static String printable(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return CONTROL.matcher(text).replaceAll("?");
      }
    }
    return text;
  }
}
