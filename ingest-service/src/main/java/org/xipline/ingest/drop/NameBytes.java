package org.xipline.ingest.drop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * Names of files as the bytes that a file system keeps. They are read as UTF-8 whatever the
 * process's locale says; a byte that is not UTF-8 becomes a lone surrogate (U+DC80 to U+DCFF), so
 * that every name can be turned back.
 */
final class NameBytes {
  private static final int ESCAPE = 0xDC00;

  private NameBytes() {}

  static String decode(byte[] bytes) {
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (ESCAPE | Byte.toUnsignedInt(in.get())));
      }
      result = decoder.reset().decode(in, out, true);
    }
    return out.flip().toString();
  }

  static byte[] encode(String name) {
    var bytes = new ByteArrayOutputStream(name.length());
    name.codePoints()
        .forEach(codePoint -> {
          if (isEscaped(codePoint)) {
            bytes.write(codePoint & 0xFF);
          } else {
            bytes.writeBytes(Character.toString(codePoint).getBytes(UTF_8));
          }
        });
    return bytes.toByteArray();
  }

  private static boolean isEscaped(int codePoint) {
    return codePoint >= (ESCAPE | 0x80) && codePoint <= (ESCAPE | 0xFF);
  }
}
