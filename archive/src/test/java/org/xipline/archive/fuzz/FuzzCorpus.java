package org.xipline.archive.fuzz;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The inputs that a fuzzer found worth keeping, grown from the seeds of the target: they reach
 * every branch that it ever reached. {@code dev/fuzz --keep} writes them into a zip file beside the
 * target's other resources.
 */
public final class FuzzCorpus {

  private FuzzCorpus() {}

  /** The inputs kept for a target; none where nobody has fuzzed it. */
  public static Stream<byte[]> of(Class<?> target) throws IOException {
    try (@Nullable InputStream zip = target.getResourceAsStream(target.getSimpleName() + ".zip")) {
      return zip == null ? Stream.empty() : contents(new ZipInputStream(zip)).stream();
    }
  }

  private static List<byte[]> contents(ZipInputStream zip) throws IOException {
    List<byte[]> contents = new ArrayList<>();
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.isDirectory()) {
        contents.add(zip.readAllBytes());
      }
    }
    return contents;
  }
}
