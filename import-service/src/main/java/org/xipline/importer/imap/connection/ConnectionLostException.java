package org.xipline.importer.imap.connection;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xipline.importer.imap.answer.ServerAnswer;

/** The session is over; what was under way may have been done or not. */
public final class ConnectionLostException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient @Nullable ServerAnswer goodbye;

  ConnectionLostException(String message, @Nullable ServerAnswer goodbye, @Nullable Throwable why) {
    super(message, why);
    this.goodbye = goodbye;
  }

  /** What the server said before it ended the session, if it said anything. */
  public Optional<ServerAnswer> goodbye() {
    return Optional.ofNullable(goodbye);
  }
}
