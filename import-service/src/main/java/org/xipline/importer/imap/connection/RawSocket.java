package org.xipline.importer.imap.connection;

import java.io.IOException;
import java.net.Socket;
import java.net.StandardSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * The socket beneath a connection. Closing it ends whatever is under way at once; closing TLS above
 * it would wait for a write that blocks.
 */
final class RawSocket {
  private volatile @Nullable Socket socket;

  /** Remembers the socket, and has it send at once what it is given. */
  Socket keep(Socket connected) throws IOException {
    connected.setTcpNoDelay(true);
    connected.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    socket = connected;
    return connected;
  }

  void close() {
    Socket open = socket;
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // It is of no more use either way.
      }
    }
  }
}
