package org.xipline.archive.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.xipline.archive.model.ArchiveRejectedException;
import org.xipline.schemas.reason.RejectionReason;

/**
 * Reads one gzip member, and nothing but it: header, data, CRC and length must be as RFC 1952 says,
 * and the stream must end with them. The JDK's own reader takes further members, and ignores junk.
 */
final class GzipMemberInputStream extends InputStream {
  private static final int MAGIC = 0x1f8b;
  private static final int METHOD_DEFLATE = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;
  private static final int FLAGS_RESERVED = 0xe0;
  private static final int FIXED_FIELDS_BYTES = 6;
  private static final int MAX_TEXT_BYTES = 64 << 10;
  private static final int BUFFER_BYTES = 64 << 10;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private final byte[] single = new byte[1];
  private int bufferedBytes;
  private boolean ended;

  GzipMemberInputStream(InputStream in) throws IOException {
    this.in = in;
    readHeader();
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    int inflated = inflate(target, offset, length);
    crc.update(target, offset, inflated);
    if (inflated == 0) {
      readTrailer();
      ended = true;
      return -1;
    }
    return inflated;
  }

  /** At least one byte, or none at the end of the deflated data. */
  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      int inflated = 0;
      while (inflated == 0 && !inflater.finished()) {
        if (inflater.needsDictionary()) {
          throw malformed("it asks for a dictionary");
        }
        if (inflater.needsInput()) {
          fill();
        }
        inflated = inflater.inflate(target, offset, length);
      }
      return inflated;
    } catch (DataFormatException e) {
      throw malformed("its deflated data is damaged", e);
    }
  }

  private void fill() throws IOException {
    bufferedBytes = in.read(buffer);
    if (bufferedBytes < 0) {
      throw malformed("it is cut");
    }
    inflater.setInput(buffer, 0, bufferedBytes);
  }

  private void readHeader() throws IOException {
    var headerCrc = new CRC32();
    var header = new CheckedInputStream(in, headerCrc);
    if (((octet(header) << 8) | octet(header)) != MAGIC || octet(header) != METHOD_DEFLATE) {
      throw malformed("it has another header");
    }
    int flags = octet(header);
    if ((flags & FLAGS_RESERVED) != 0) {
      throw malformed("it has unknown flags");
    }
    skip(header, FIXED_FIELDS_BYTES);
    if ((flags & FLAG_EXTRA) != 0) {
      skip(header, octet(header) | (octet(header) << 8));
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText(header);
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText(header);
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      int expected = (int) headerCrc.getValue() & 0xffff;
      if ((octet(header) | (octet(header) << 8)) != expected) {
        throw malformed("its header is damaged");
      }
    }
  }

  private void readTrailer() throws IOException {
    int unread = inflater.getRemaining();
    var rest =
        new SequenceInputStream(
            new ByteArrayInputStream(buffer, bufferedBytes - unread, unread), in);
    if (littleEndianInt(rest) != (int) crc.getValue()) {
      throw malformed("its CRC differs from its data's");
    }
    if (littleEndianInt(rest) != (int) inflater.getBytesWritten()) {
      throw malformed("its length differs from its data's");
    }
    if (rest.read() >= 0) {
      throw malformed("something follows its end");
    }
  }

  private static int littleEndianInt(InputStream in) throws IOException {
    return octet(in) | (octet(in) << 8) | (octet(in) << 16) | (octet(in) << 24);
  }

  private static int octet(InputStream in) throws IOException {
    int octet = in.read();
    if (octet < 0) {
      throw malformed("it is cut");
    }
    return octet;
  }

  private static void skip(InputStream in, int bytes) throws IOException {
    if (in.readNBytes(bytes).length < bytes) {
      throw malformed("it is cut");
    }
  }

  private static void skipText(InputStream in) throws IOException {
    for (int i = 0; octet(in) != 0; i++) {
      if (i == MAX_TEXT_BYTES) {
        throw malformed("its header does not end");
      }
    }
  }

  private static ArchiveRejectedException malformed(String problem) {
    return new ArchiveRejectedException(
        RejectionReason.MALFORMED_ARCHIVE, "the gzip content is damaged: " + problem);
  }

  private static ArchiveRejectedException malformed(String problem, Throwable cause) {
    return new ArchiveRejectedException(
        RejectionReason.MALFORMED_ARCHIVE, "the gzip content is damaged: " + problem, cause);
  }

  @Override
  public void close() throws IOException {
    ended = true;
    inflater.end();
    in.close();
  }
}
