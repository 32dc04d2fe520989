import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** A source system in small: writes items into a folder, and has a key and certificates to sign with. */
final class SampleSource {
  static final String DOMAIN = "contoso.example";
  private static final char[] PASSWORD = "password".toCharArray();

  private final Path directory;

  SampleSource(Path directory) {
    this.directory = directory;
  }

  Path items() {
    return directory.resolve("items");
  }

  Path key() {
    return directory.resolve("key.pem");
  }

  Path chain() {
    return directory.resolve("chain.pem");
  }

  Path trustAnchor() {
    return directory.resolve("ca.pem");
  }

  /**
   * Writes items, each for three of the mailboxes; every hundredth has a small attachment.
   *
   * @return how many pairs they make
   */
  long writeItems(int items, int mailboxes) throws IOException {
    for (int number = 0; number < items; number++) {
      Path folder = Files.createDirectories(items().resolve("d" + number / 1000));
      boolean attachment = number % 100 == 0;
      if (attachment) {
        Path file = folder.resolve("attachments/I-" + number + "/note.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "attachment of " + number);
      }
      Files.writeString(folder.resolve("I-" + number + ".json"), item(number, mailboxes, attachment));
    }
    return 3L * items;
  }

  static String mailbox(int number, int mailboxes) {
    return "user%d@%s".formatted(Math.floorMod(number, mailboxes), DOMAIN);
  }

  private static String item(int number, int mailboxes, boolean attachment) {
    String one = mailbox(number, mailboxes);
    String two = mailbox(number + 1, mailboxes);
    String three = mailbox(number * 7 + 3, mailboxes);
    if (three.equals(one) || three.equals(two)) {
      three = mailbox(number + 2, mailboxes);
    }
    String attachments =
        attachment
            ? ",\"Attachments\":[{\"Path\":\"attachments/I-%d/note.txt\",\"Name\":\"note.txt\",\"MediaType\":\"text/plain\"}]"
                .formatted(number)
            : "";
    return """
        {"Id":"I-%d","Type":"chat","Sent":"2026-11-20T09:%02d:%02d+01:00","Subject":"Item %d",
         "From":{"Name":"Sender","Email":"%s"},"Email":["%s","%s","%s"],
         "Body":{"Text":"text of item %d: %s"}%s}
        """
        .formatted(
            number, number / 60 % 60, number % 60, number, one, one, two, three, number,
            "lorem ipsum ".repeat(number % 40), attachments);
  }

  /** Makes a root, and a leaf that it has signed, with the JDK's own tool. */
  void makeCertificates() throws Exception {
    keytool("-genkeypair", "-alias", "root", "-dname", "CN=Sample Root", "-ext", "bc:c=ca:true", "-ext", "ku:c=keyCertSign,cRLSign");
    keytool("-genkeypair", "-alias", "leaf", "-dname", "CN=Sample Source", "-ext", "eku=codeSigning");
    keytool("-certreq", "-alias", "leaf", "-file", directory.resolve("leaf.csr").toString());
    keytool("-gencert", "-alias", "root", "-infile", directory.resolve("leaf.csr").toString(), "-outfile",
        directory.resolve("leaf.crt").toString(), "-validity", "3650", "-ext", "eku=codeSigning", "-ext", "ku:c=digitalSignature");
    keytool("-importcert", "-noprompt", "-alias", "leaf", "-file", directory.resolve("leaf.crt").toString());

    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(directory.resolve("keys.p12"))) {
      store.load(in, PASSWORD);
    }
    Files.writeString(key(), pem("PRIVATE KEY", store.getKey("leaf", PASSWORD).getEncoded()));
    String root = pem("CERTIFICATE", store.getCertificate("root").getEncoded());
    Files.writeString(trustAnchor(), root);
    Files.writeString(chain(), pem("CERTIFICATE", store.getCertificate("leaf").getEncoded()) + root);
  }

  private void keytool(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    Collections.addAll(command, arguments);
    Collections.addAll(command, "-keystore", directory.resolve("keys.p12").toString(), "-storetype", "PKCS12", "-storepass",
        new String(PASSWORD));
    if (arguments[0].equals("-genkeypair")) {
      Collections.addAll(command, "-keyalg", "RSA", "-keysize", "2048", "-validity", "3650");
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("keytool failed: " + output);
    }
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der), type);
  }
}
