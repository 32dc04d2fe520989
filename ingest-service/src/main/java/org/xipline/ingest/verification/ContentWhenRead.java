package org.xipline.ingest.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.xipline.ingest.xar.XarArchive;

/** Content that is opened when somebody reads it; nothing is done for what nobody does. */
final class ContentWhenRead extends InputStream {
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
