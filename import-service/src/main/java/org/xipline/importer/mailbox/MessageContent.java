package org.xipline.importer.mailbox;

import java.io.InputStream;

/** The bytes of a message, read when asked for, as often as asked for. */
@FunctionalInterface
public interface MessageContent {

  /**
   * Opens the bytes.
   *
   * @return a stream whose methods throw {@link UnreadableContentException} and no other {@code
   *     IOException}; exactly as long as the message says
   */
  InputStream open() throws UnreadableContentException;
}
