package org.xipline.console.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.xipline.ingest.archive.ArchiveEntry;
import org.xipline.ingest.archive.ArchiveEntry.Directory;
import org.xipline.ingest.archive.ArchiveEntry.RegularFile;
import org.xipline.ingest.archive.ArchiveEntry.SymbolicLink;

/** A line for every entry: kind and mode, size, time, path. Kept in a file until all are known. */
public final class EntryListing implements EntrySink, AutoCloseable {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
  private static final int MODE_COLUMNS = 3;
  private static final int SIZE_COLUMNS = 15;

  private final Path file;
  private final Writer lines;

  private EntryListing(Path file, Writer lines) {
    this.file = file;
    this.lines = lines;
  }

  public static EntryListing create() throws IOException {
    Path file = Files.createTempFile("xipline-list", ".txt");
    return new EntryListing(file, Files.newBufferedWriter(file));
  }

  @Override
  public void take(ArchiveEntry entry) throws IOException {
    lines.append(
        switch (entry) {
          case RegularFile(var path, var time, int mode, long size, _) ->
              line('-' + octal(mode), grouped(size), time, path.value());
          case Directory(var path, var time, int mode) ->
              line('d' + octal(mode), "", time, path.value() + "/");
          case SymbolicLink(var path, var time, var target) ->
              line("l   ", "", time, path.value() + " -> " + target);
        });
  }

  /** A formatter takes longer for it than the reader to verify what the line says. */
  private static StringBuilder line(String mode, String size, Instant time, String path) {
    var line = new StringBuilder(80).append(mode).append(' ');
    line.repeat(' ', Math.max(0, SIZE_COLUMNS - size.length())).append(size);
    appendTime(line.append("  "), time);
    return line.append("  ").append(printable(path)).append('\n');
  }

  /** As {@link Instant#toString}, which is slow in a process that has just begun. */
  private static void appendTime(StringBuilder line, Instant time) {
    if (time.getNano() != 0) {
      line.append(time);
      return;
    }
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    line.append(utc.toLocalDate());
    appendTwo(line.append('T'), utc.getHour());
    appendTwo(line.append(':'), utc.getMinute());
    appendTwo(line.append(':'), utc.getSecond());
    line.append('Z');
  }

  private static void appendTwo(StringBuilder line, int number) {
    line.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static String octal(int mode) {
    String digits = Integer.toOctalString(mode);
    return "0".repeat(Math.max(0, MODE_COLUMNS - digits.length())) + digits;
  }

  private static String grouped(long size) {
    var digits = new StringBuilder(Long.toString(size));
    for (int at = digits.length() - 3; at > 0; at -= 3) {
      digits.insert(at, ',');
    }
    return digits.toString();
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
