package org.xipline.convert.mime;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Writes every line end, whether CRLF, LF or CR alone, as CRLF. */
final class CrlfWriter extends FilterWriter {
  private boolean afterCr;

  CrlfWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int c) throws IOException {
    if (c == '\r' || c == '\n' && !afterCr) {
      out.write("\r\n");
    } else if (c != '\n') {
      out.write(c);
    }
    afterCr = c == '\r';
  }

  @Override
  public void write(char[] chars, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(chars[i]);
    }
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      write(text.charAt(i));
    }
  }
}
