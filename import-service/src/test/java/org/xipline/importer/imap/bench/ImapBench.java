package org.xipline.importer.imap.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.xipline.importer.imap.dovecot.DovecotServer;
import org.xipline.schemas.identity.EmailAddress;

/**
 * Delivers the same messages by several clients in turn, against one Dovecot, and compares their
 * rates: {@code ImapBench [rounds] [MAILBOXESxMESSAGES[xBYTES]…]}.
 */
public final class ImapBench {
  private static final int SMALL = 4096;
  private static final List<Shape> SHAPES =
      List.of(
          Shape.named("20x250"),
          Shape.named("100x1000"),
          Shape.named("10000x10"),
          Shape.named("20x20x1048576"));

  private final DovecotServer server;
  private final Path base;
  private final Map<String, List<Double>> rates = new LinkedHashMap<>();
  private int deliveries;

  private ImapBench(DovecotServer server, Path base) {
    this.server = server;
    this.base = base;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    List<String> wanted = List.of(args).subList(Math.min(1, args.length), args.length);
    for (Shape shape : wanted.isEmpty() ? SHAPES : wanted.stream().map(Shape::named).toList()) {
      measure(shape, rounds);
    }
  }

  private static void measure(Shape shape, int rounds) throws Exception {
    Path base = Files.createTempDirectory("imap-bench");
    try (DovecotServer server = DovecotServer.startIn(base)) {
      new ImapBench(server, base).run(shape, rounds);
    } finally {
      delete(base);
    }
  }

  private void run(Shape shape, int rounds) throws Exception {
    List<byte[]> contents = shape.contents();
    List<Contestant> contestants = contestants(shape);
    warmUp(contestants);
    rates.put(contestants.getFirst().name(), new ArrayList<>());
    for (int round = 0; round < rounds; round++) {
      for (Contestant contestant : contestants) {
        double rate = rateOf(contestant, shape, contents);
        rates.computeIfAbsent(contestant.name(), _ -> new ArrayList<>()).add(rate);
      }
      // Who comes first finds no processes of the server, who comes second does.
      Collections.rotate(contestants, 1);
    }
    report(shape);
  }

  /** It needs an hour for the larger shapes. */
  private List<Contestant> contestants(Shape shape) {
    List<Contestant> contestants =
        new ArrayList<>(List.of(new Importer(server), new BareClient(server)));
    if (shape.name().equals("20x250")) {
      contestants.add(new Mbsync(server, base));
    }
    return contestants;
  }

  private void warmUp(List<Contestant> contestants) throws Exception {
    var shape = new Shape("warm-up", 200, 20, SMALL, 20);
    for (Contestant contestant : contestants.subList(0, 2)) {
      var _ = rateOf(contestant, shape, shape.contents());
    }
  }

  private double rateOf(Contestant contestant, Shape shape, List<byte[]> contents)
      throws Exception {
    List<EmailAddress> mailboxes = shape.mailboxesOf("u" + ++deliveries);
    if (contestant instanceof Mbsync mbsync) {
      mbsync.prepare(mailboxes, contents);
    }
    long begin = System.nanoTime();
    contestant.deliver(shape, mailboxes, contents);
    return shape.total() * 1e9 / (System.nanoTime() - begin);
  }

  private void report(Shape shape) {
    double ours = median(rates.values().iterator().next());
    rates.forEach((name, measured) ->
        System.out.printf(
            "%-9s %-17s %,9.0f messages/s %8.1f MB/s   xipline is %5.2f of it   %s%n",
            shape.name(),
            name,
            median(measured),
            median(measured) * shape.messageBytes() / 1e6,
            ours / median(measured),
            measured.stream().map(Math::round).toList()));
  }

  private static double median(List<Double> measured) {
    return measured.stream().sorted().skip(measured.size() / 2).findFirst().orElseThrow();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
