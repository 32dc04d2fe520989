package org.xipline.archive.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;
import org.xipline.archive.model.EntryContent;
import org.xipline.archive.xar.XarArchive;

/** Content that is opened when somebody reads it; nothing is done for what nobody does. */
final class ContentWhenRead extends EntryContent {
  private static final int BUFFER_BYTES = 128 << 10;

  private final XarArchive xar;
  private final NamedData content;
  private @Nullable InputStream opened;

  ContentWhenRead(XarArchive xar, NamedData content) {
    this.xar = xar;
    this.content = content;
  }

  @Override
  public int read() throws IOException {
    return opened().read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    return opened().read(target, offset, length);
  }

  @Override
  public void writeTo(WritableByteChannel target) throws IOException {
    byte[] buffer = new byte[(int) Math.clamp(content.data().sizeBytes(), 1, BUFFER_BYTES)];
    for (int count = read(buffer); count >= 0; count = read(buffer)) {
      ByteBuffer piece = ByteBuffer.wrap(buffer, 0, count);
      while (piece.hasRemaining()) {
        target.write(piece);
      }
    }
  }

  /** Reads to the end what somebody began to read. */
  void finish() throws IOException {
    if (opened != null) {
      opened.transferTo(OutputStream.nullOutputStream());
    }
  }

  private InputStream opened() throws IOException {
    if (opened == null) {
      opened = xar.open(content.data(), content.owner());
    }
    return opened;
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.close();
    }
  }
}
