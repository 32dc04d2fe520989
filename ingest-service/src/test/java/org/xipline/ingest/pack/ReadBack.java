package org.xipline.ingest.pack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Finds things in an archive of ours without the archive reader, whose tests use this one's writer.
 */
final class ReadBack {
  private static final Pattern CONTENT =
      Pattern.compile(
          "<length>(\\d+)</length>\\s*<encoding[^>]*/>\\s*<offset>(\\d+)</offset>(?:(?!<name>).)*<name>Content</name>",
          Pattern.DOTALL);

  private ReadBack() {}

  static String toc(byte[] archive) {
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

  static byte[] heap(byte[] archive, int offset, int length) {
    int heapStart = 28 + (int) ByteBuffer.wrap(archive).getLong(8);
    return Arrays.copyOfRange(archive, heapStart + offset, heapStart + offset + length);
  }

  static ByteArrayInputStream content(byte[] archive) {
    Matcher content = CONTENT.matcher(toc(archive));
    assertThat(content.find()).isTrue();
    return new ByteArrayInputStream(
        heap(archive, Integer.parseInt(content.group(2)), Integer.parseInt(content.group(1))));
  }
}
