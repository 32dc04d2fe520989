package org.xipline.importer.imap.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.xipline.importer.imap.connection.ImapEndpoint.Security;

/** Makes connections to one server, ready to log in. */
public final class Connector implements AutoCloseable {
  private final ImapEndpoint endpoint;
  private final ConnectionSettings settings;
  private final SSLSocketFactory trust;
  private final Watchdog watchdog;

  /**
   * Connects to nothing yet.
   *
   * @param trust decides which certificates are good; host names are checked as well
   */
  public Connector(ImapEndpoint endpoint, ConnectionSettings settings, SSLSocketFactory trust) {
    this.endpoint = endpoint;
    this.settings = settings;
    this.trust = trust;
    this.watchdog = new Watchdog(settings.writeTimeout());
  }

  /** Connects, and makes sure of TLS where it is required. */
  public Connecting connect() {
    var raw = new RawSocket();
    try {
      return new Connecting.Connected(new ImapConnection(secured(greeted(raw)), raw, watchdog));
    } catch (IOException | ProtocolException e) {
      return new Connecting.Unreachable(endpoint + ": " + reason(e));
    }
  }

  private Wire greeted(RawSocket raw) throws IOException, ProtocolException {
    Properties properties = SocketSetup.properties(settings, trust, raw);
    return new Wire(endpoint, properties, endpoint.security() == Security.TLS);
  }

  private Wire secured(Wire wire) throws ProtocolException {
    if (endpoint.security() != Security.STARTTLS) {
      return wire;
    }
    try {
      if (!wire.hasCapability("STARTTLS")) {
        throw new ProtocolException("the server offers no STARTTLS, and TLS is required");
      }
      wire.startTLS();
      // What was said in the clear is not to be believed.
      wire.capability();
      return wire;
    } catch (ProtocolException e) {
      wire.disconnect();
      throw e;
    }
  }

  private static String reason(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String first = String.valueOf(error.getMessage());
    return root == error ? first : first + ": " + root.getMessage();
  }

  /** Also runs something now and then, until it is closed. */
  public void alsoEvery(Duration interval, Runnable task) {
    watchdog.alsoEvery(interval, task);
  }

  @Override
  public void close() {
    watchdog.close();
  }
}
