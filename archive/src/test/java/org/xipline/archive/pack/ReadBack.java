package org.xipline.archive.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Finds things in an archive of ours without the archive reader, whose tests use this one's writer.
 */
public final class ReadBack {
  private static final Pattern FILE =
      Pattern.compile("<file id=(?:(?!</file>).)*</file>", Pattern.DOTALL);

  private ReadBack() {}

  public static String toc(byte[] archive) {
    ByteBuffer header = ByteBuffer.wrap(archive);
    int storedBytes = (int) header.getLong(8);
    byte[] plain = new byte[(int) header.getLong(16)];
    var inflater = new Inflater();
    inflater.setInput(archive, 28, storedBytes);
    try {
      assertThat(inflater.inflate(plain)).isEqualTo(plain.length);
    } catch (DataFormatException e) {
      throw new AssertionError(e);
    } finally {
      inflater.end();
    }
    return new String(plain, UTF_8);
  }

  public static byte[] heap(byte[] archive, int offset, int length) {
    int heapStart = 28 + (int) ByteBuffer.wrap(archive).getLong(8);
    return Arrays.copyOfRange(archive, heapStart + offset, heapStart + offset + length);
  }

  /** The bytes of Content, as they stand in the heap. */
  public static ByteArrayInputStream content(byte[] archive) {
    String file =
        FILE.matcher(toc(archive))
            .results()
            .map(MatchResult::group)
            .filter(candidate -> candidate.contains("<name>Content</name>"))
            .findFirst()
            .orElseThrow();
    return new ByteArrayInputStream(heap(archive, number(file, "offset"), number(file, "length")));
  }

  private static int number(String xml, String element) {
    Matcher matcher = Pattern.compile("<" + element + ">(\\d+)<").matcher(xml);
    assertThat(matcher.find()).isTrue();
    return Integer.parseInt(matcher.group(1));
  }
}
