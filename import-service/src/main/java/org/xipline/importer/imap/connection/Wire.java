package org.xipline.importer.imap.connection;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Properties;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.protocol.FetchItem;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.util.MailLogger;

/**
 * Angus' protocol engine with its streams in reach, so that commands can be sent in one go and
 * answers taken one by one. Whoever uses it keeps everybody else off.
 */
final class Wire extends IMAPProtocol {
  private static final MailLogger QUIET = new MailLogger(Wire.class, "imap", false, System.err);

  /** Connects, with TLS where {@code tls} says so, and reads the greeting. */
  Wire(ImapEndpoint endpoint, Properties properties, boolean tls)
      throws IOException, ProtocolException {
    super("imap", endpoint.host(), endpoint.port(), properties, tls, QUIET);
  }

  /** What Angus does not know by itself. */
  @Override
  public FetchItem[] getFetchItems() {
    return new FetchItem[] {new SaveDate()};
  }

  OutputStream output() {
    return getOutputStream();
  }

  /** Takes capabilities from the code of an OK, if they are in it. */
  void learnCapabilities(Response ok) {
    ok.reset();
    setCapabilities(ok);
    ok.reset();
  }
}
