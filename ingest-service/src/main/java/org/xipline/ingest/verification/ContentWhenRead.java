package org.xipline.ingest.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Content that is opened when somebody reads it; nothing is done for what nobody does. */
final class ContentWhenRead extends InputStream {

  /** Opens it. */
  interface Opening {
    InputStream open() throws IOException;
  }

  private final Opening opening;
  private @Nullable InputStream opened;

  ContentWhenRead(Opening opening) {
    this.opening = opening;
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
      opened = opening.open();
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
