package org.xipline.importer.imap.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * How Angus is told to connect: our trust, host names checked, every wait bounded. It cannot bound
 * its writes cheaply; {@link Watchdog} does that.
 */
final class SocketSetup {
  private static final String PREFIX = "mail.imap.";

  private SocketSetup() {}

  static Properties properties(ConnectionSettings settings, SSLSocketFactory trust, RawSocket raw) {
    var properties = new Properties();
    properties.put(PREFIX + "connectiontimeout", millis(settings.connectTimeout()));
    properties.put(PREFIX + "timeout", millis(settings.readTimeout()));
    properties.put(PREFIX + "ssl.checkserveridentity", "true");
    properties.put(PREFIX + "ssl.socketFactory", new TlsOverKept(trust, raw));
    properties.put(PREFIX + "socketFactory", new KeptSockets(raw));
    // Else it tries again with a factory of its own where ours has failed.
    properties.put(PREFIX + "socketFactory.fallback", "false");
    return properties;
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  /** Plain sockets. */
  private static final class KeptSockets extends SocketFactory {
    private final RawSocket raw;

    KeptSockets(RawSocket raw) {
      this.raw = raw;
    }

    @Override
    public Socket createSocket() throws IOException {
      return raw.keep(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return raw.keep(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return raw.keep(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return raw.keep(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return raw.keep(new Socket(host, port, local, localPort));
    }
  }

  /** TLS over a socket that is connected, which is all that Angus asks for. */
  private static final class TlsOverKept extends SSLSocketFactory {
    private final SSLSocketFactory tls;
    private final RawSocket raw;

    TlsOverKept(SSLSocketFactory tls, RawSocket raw) {
      this.tls = tls;
      this.raw = raw;
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
        throws IOException {
      return tls.createSocket(raw.keep(connected), host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return tls.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return raw.keep(tls.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return raw.keep(tls.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return raw.keep(tls.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return raw.keep(tls.createSocket(host, port, local, localPort));
    }
  }
}
