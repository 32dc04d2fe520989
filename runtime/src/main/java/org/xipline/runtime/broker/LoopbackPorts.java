package org.xipline.runtime.broker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Scanner;

/**
 * The ports that a broker listens on, free ones at first and then the same as long as they are
 * free. A broker that comes back elsewhere looks for itself at the old port until it is registered
 * anew, and loses transaction markers meanwhile.
 */
record LoopbackPorts(int broker, int controller) {
  private static final String FILE_NAME = "xipline.ports";

  /** Those of the broker whose log is in this directory. */
  static LoopbackPorts of(Path directory) throws IOException {
    Path file = directory.resolve(FILE_NAME);
    Optional<LoopbackPorts> before = read(file).filter(LoopbackPorts::areFree);
    if (before.isPresent()) {
      return before.get();
    }
    var ports = free();
    Files.writeString(file, ports.broker + " " + ports.controller, US_ASCII);
    return ports;
  }

  private static Optional<LoopbackPorts> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (var numbers = new Scanner(file, US_ASCII)) {
      int broker = numbers.hasNextInt() ? numbers.nextInt() : 0;
      int controller = numbers.hasNextInt() ? numbers.nextInt() : 0;
      return broker > 0 && controller > 0
          ? Optional.of(new LoopbackPorts(broker, controller))
          : Optional.empty();
    }
  }

  /** Two different ones: both are held while they are chosen. */
  private static LoopbackPorts free() throws IOException {
    try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new LoopbackPorts(one.getLocalPort(), other.getLocalPort());
    }
  }

  private boolean areFree() {
    return isFree(broker) && isFree(controller);
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException _) {
      return false;
    }
  }
}
