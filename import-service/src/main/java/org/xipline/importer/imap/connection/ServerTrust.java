package org.xipline.importer.imap.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** Which certificates of servers are good. */
public final class ServerTrust {

  private ServerTrust() {}

  /**
   * Those that the JDK trusts: public authorities, or what {@code javax.net.ssl.trustStore} says.
   */
  public static SSLSocketFactory ofTheJdk() {
    return (SSLSocketFactory) SSLSocketFactory.getDefault();
  }

  /**
   * Those that these authorities have issued, and no others.
   *
   * @param file certificates, PEM or DER
   * @throws IllegalArgumentException if there are none in it, or it cannot be read
   */
  public static SSLSocketFactory of(Path file) {
    try {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(file));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("no certificates can be read from " + file, e);
    }
  }

  private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IOException("no certificate in " + file);
      }
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
    }
    return store;
  }
}
