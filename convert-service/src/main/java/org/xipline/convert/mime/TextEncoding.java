package org.xipline.convert.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.util.StreamProvider;
import java.io.BufferedWriter;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;

/** How text is sent in ASCII: readable where most of it is ASCII, else as short as can be. */
enum TextEncoding {
  QUOTED_PRINTABLE("quoted-printable"),
  BASE64("base64");

  /** Looked up once: MimeUtility searches the class path for it at every call. */
  private static final StreamProvider ENCODERS = StreamProvider.provider();

  private final String transferEncoding;

  TextEncoding(String transferEncoding) {
    this.transferEncoding = transferEncoding;
  }

  /** The one that suits a text; reads it once. */
  static TextEncoding suiting(Part.TextContent content) throws IOException {
    var share = new AsciiShare();
    content.writeTo(share);
    return share.others * 3 > share.ascii ? BASE64 : QUOTED_PRINTABLE;
  }

  /** Content of the Content-Transfer-Encoding field. */
  String transferEncoding() {
    return transferEncoding;
  }

  /** Writes a text in UTF-8 with CRLF line ends, encoded; the last line stays open. */
  void write(Part.TextContent content, OutputStream out) throws IOException {
    try (OutputStream encoded = encoder(new KeptOpen(out));
        Writer writer =
            new CrlfWriter(new BufferedWriter(new OutputStreamWriter(encoded, UTF_8)))) {
      content.writeTo(writer);
    }
  }

  private OutputStream encoder(OutputStream out) {
    return switch (this) {
      case QUOTED_PRINTABLE -> ENCODERS.outputQP(out);
      case BASE64 -> ENCODERS.outputBase64(out);
    };
  }

  /** Closing an encoder ends its last quantum, and must not close the message. */
  private static final class KeptOpen extends FilterOutputStream {
    KeptOpen(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {
      // the message goes on
    }
  }

  /** Counts characters inside and outside ASCII. */
  private static final class AsciiShare extends Writer {
    private long ascii;
    private long others;

    @Override
    public void write(char[] chars, int offset, int length) {
      for (int i = offset; i < offset + length; i++) {
        if (chars[i] < 0x80) {
          ascii++;
        } else {
          others++;
        }
      }
    }

    @Override
    public void flush() {
      // nothing is held back
    }

    @Override
    public void close() {
      // nothing is open
    }
  }
}
