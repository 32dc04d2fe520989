package org.xipline.convert.mime.original;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.Optional;

/** The lines of a header, whatever their ends: CRLF, LF, or CR alone. */
final class HeaderLines {
  private final PushbackInputStream in;
  private final int limitBytes;
  private int bytes;

  HeaderLines(PushbackInputStream in, int limitBytes) {
    this.in = in;
    this.limitBytes = limitBytes;
  }

  /** The next line without its end; empty at the line that ends the header, or the stream. */
  Optional<byte[]> next() throws IOException {
    var line = new ByteArrayOutputStream(128);
    int c = in.read();
    for (; c >= 0 && c != '\n' && c != '\r'; c = in.read()) {
      line.write(c);
      bytes++;
      if (bytes > limitBytes) {
        throw new HeaderTooLargeException(limitBytes);
      }
    }
    if (c == '\r') {
      skipLineFeed();
    }
    return line.size() == 0 ? Optional.empty() : Optional.of(line.toByteArray());
  }

  private void skipLineFeed() throws IOException {
    int c = in.read();
    if (c >= 0 && c != '\n') {
      in.unread(c);
    }
  }
}
