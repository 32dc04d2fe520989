package org.xipline.console.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What commands print to.
 *
 * @param out results, and nothing else
 * @param err progress and problems
 * @param interactive whether {@code err} is a terminal
 */
public record Terminal(PrintStream out, PrintStream err, boolean interactive) {
  private static final String INTERACTIVE = "xipline.terminal";

  /** The process's own; the launcher tells whether standard error is a terminal. */
  public static Terminal ofProcess() {
    return new Terminal(
        utf8(FileDescriptor.out), utf8(FileDescriptor.err), Boolean.getBoolean(INTERACTIVE));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), true, StandardCharsets.UTF_8);
  }
}
